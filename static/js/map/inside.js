// Takes the tiles of the base map from the page itself, where a file must do without a network.
(function () {
  "use strict";

  var written = atob(document.getElementById("map-tiles").textContent);
  var bytes = new Uint8Array(written.length);
  for (var at = 0; at < written.length; at += 1) bytes[at] = written.charCodeAt(at);

  var source = {
    getKey: function () {
      return "inside";
    },
    getBytes: function (offset, length) {
      return Promise.resolve({ data: bytes.buffer.slice(offset, offset + length) });
    }
  };
  // The reader of tiles is inside this library and has no name of its own outside of it.
  var Tiles = new protomapsL.PmtilesSource("none.pmtiles", true).p.constructor;
  window.directoryTiles = new Tiles(source);
})();

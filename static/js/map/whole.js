// Draws every place that the page itself holds; what lies close together is counted in the browser.
(function () {
  "use strict";

  function everything(map, options) {
    var places = JSON.parse(document.getElementById("map-places").textContent);
    var group = L.markerClusterGroup({
      showCoverageOnHover: false,
      maxClusterRadius: 56,
      iconCreateFunction: function (cluster) {
        // an organisation at two of the places is one
        var there = {};
        cluster.getAllChildMarkers().forEach(function (marker) {
          marker.options.place.organisations.forEach(function (one) {
            there[one.url] = true;
          });
        });
        var count = Object.keys(there).length;
        var short = count.toLocaleString(document.documentElement.lang);
        return directoryMap.countIcon(count, short, options.closer.replace("#", short));
      }
    });
    places.forEach(function (place) {
      directoryMap.drawPlace(group, place, { direction: document.documentElement.dir, list: "" });
    });
    group.addTo(map);
  }

  directoryMap.everything = everything;
})();

// Draws every place that the page itself holds; what lies close together is counted in the browser.
(function () {
  "use strict";

  function everything(map, options) {
    var places = JSON.parse(document.getElementById("map-places").textContent);
    var group = L.markerClusterGroup({
      showCoverageOnHover: false,
      maxClusterRadius: 56,
      iconCreateFunction: function (cluster) {
        var count = cluster.getAllChildMarkers().reduce(function (sum, marker) {
          return sum + marker.options.organisations;
        }, 0);
        return directoryMap.countIcon(count, count.toLocaleString(document.documentElement.lang));
      }
    });
    places.forEach(function (place) {
      directoryMap.drawPlace(group, place, { direction: document.documentElement.dir, list: "" });
    });
    group.addTo(map);
  }

  directoryMap.everything = everything;
})();

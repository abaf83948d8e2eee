// Draws every place that the page itself holds; what lies close together is counted in the browser.
(function () {
  "use strict";

  var draw = window.directoryMap;

  // An organisation at two of the places is one.
  function countedIn(cluster) {
    var there = {};
    cluster.getAllChildMarkers().forEach(function (marker) {
      marker.options.place.organisations.forEach(function (one) {
        there[one.url] = true;
      });
    });
    return Object.keys(there).length;
  }

  // Those that fly to their places are no marks to stand on: it is waited until all are there.
  function keepFocus(map, group) {
    group.on("clusterkeypress", function (event) {
      if (event.originalEvent.key !== "Enter") return;
      var pressed = event.layer.getLatLng();
      group.once("animationend spiderfied", function () {
        draw.focusNear(map, pressed);
      });
    });
  }

  function everything(map, options) {
    var places = JSON.parse(document.getElementById("map-places").textContent);
    var whole = L.latLngBounds([]);
    draw.speak(map, options.buttons);
    var group = L.markerClusterGroup({
      showCoverageOnHover: false,
      maxClusterRadius: 56,
      iconCreateFunction: function (cluster) {
        var count = countedIn(cluster);
        var short = count.toLocaleString(document.documentElement.lang);
        return draw.countIcon(count, short, options.closer.replace("#", short));
      }
    });
    places.forEach(function (place) {
      whole.extend(draw.boundsOf(place));
      draw.drawPlace(group, place, { direction: document.documentElement.dir, list: "", needs: options.needs });
    });
    keepFocus(map, group);
    group.addTo(map);
    map.whenReady(function () {
      // after Folium's own fit, which knows the points only
      setTimeout(function () {
        if (whole.isValid() && !map.getBounds().contains(whole)) draw.fit(map, whole, map.getZoom());
      }, 0);
    });
  }

  draw.everything = everything;
})();

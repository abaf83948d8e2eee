// Draws what was found: asks the server for what lies in view, and writes it with textContent.
(function () {
  "use strict";

  var draw = window.directoryMap;
  var CELL = 256;
  var MOST_LOADED = 60;
  // Badges that would lie on each other are moved apart; so often, until none does.
  var TURNS = 60;
  var GAP = 1;

  // The part of the world in view, in whole tiles, so that two readers ask the same and caches answer.
  function view(map) {
    var zoom = Math.round(map.getZoom());
    var bounds = map.getPixelBounds();
    var last = Math.pow(2, zoom) - 1;
    function tile(pixel) {
      return Math.min(Math.max(Math.floor(pixel / CELL), 0), last);
    }
    var left = Math.floor(bounds.min.x / CELL);
    var right = Math.floor(bounds.max.x / CELL);
    // Over the date line both of its sides are asked for: all the way around.
    var isSplit = left < 0 || right > last;
    return [zoom, isSplit ? 0 : left, tile(bounds.min.y), isSplit ? last : right, tile(bounds.max.y)].join("/");
  }

  function disc(map, one, radius, moves) {
    var at = map.project([one.lat, one.lon]);
    return { one: one, x: at.x, y: at.y, radius: radius, moves: moves };
  }

  // Moves two discs apart, as far as they may move; tells whether they lay on each other.
  function part(one, other) {
    var across = other.x - one.x || GAP;
    var down = other.y - one.y;
    var far = Math.sqrt(across * across + down * down);
    var missing = one.radius + other.radius + GAP - far;
    if (missing <= 0 || !(one.moves || other.moves)) return false;
    var share = missing / far / (one.moves && other.moves ? 2 : 1);
    [[one, -share], [other, share]].forEach(function (way) {
      if (!way[0].moves) return;
      way[0].x += way[1] * across;
      way[0].y += way[1] * down;
    });
    return true;
  }

  // A count stands for all of its cell, so it may be drawn beside the middle of it: each keeps its number, and
  // none hides another. What is a place stays where it is.
  function apart(map, clusters, places) {
    var discs = clusters
      .map(function (one) {
        return disc(map, one, draw.RADIUS[draw.sizeOf(one.organisations)], true);
      })
      .concat(places.map(function (one) {
        return disc(map, one, draw.RADIUS.mark, false);
      }));
    var widest = 2 * draw.RADIUS.large + GAP;
    for (var turn = 0, isMoving = true; isMoving && turn < TURNS; turn += 1) {
      isMoving = false;
      discs.sort(function (one, other) {
        return one.x - other.x;
      });
      for (var first = 0; first < discs.length; first += 1) {
        for (var next = first + 1; next < discs.length && discs[next].x - discs[first].x < widest; next += 1) {
          if (part(discs[first], discs[next])) isMoving = true;
        }
      }
    }
    discs.forEach(function (moved) {
      if (!moved.moves) return;
      var at = map.unproject([moved.x, moved.y]);
      moved.one.lat = at.lat;
      moved.one.lon = at.lng;
    });
  }

  function drawCluster(layer, cluster, map) {
    function closer() {
      draw.fit(map, [[cluster.south, cluster.west], [cluster.north, cluster.east]], map.getZoom() + 3);
    }
    return draw.onSpace(draw.mark(cluster, draw.countIcon(cluster.organisations, cluster.short, cluster.label)), closer)
      .on("click keypress", function (event) {
        if (event.type === "keypress" && event.originalEvent.key !== "Enter") return;
        closer();
      })
      .addTo(layer);
  }

  function answers(map, options) {
    var layer = L.layerGroup().addTo(map);
    draw.speak(map, options.buttons);
    var said = document.getElementById("map-said");
    var asked = "";
    var isFirst = true;
    // What is drawn, by all that it says: what is still the same stays, with its open words and the focus.
    var drawn = new Map();
    // Views that were loaded, as they came: drawn at once, and again if the server knows better by now.
    var loaded = new Map();

    function remember(wanted, text) {
      loaded.delete(wanted);
      loaded.set(wanted, text);
      if (loaded.size > MOST_LOADED) loaded.delete(loaded.keys().next().value);
    }

    // The world comes around again and again: what was found is drawn where the reader looks.
    function bring(one) {
      var turn = 360 * Math.round((map.getCenter().lng - one.lon) / 360);
      ["lon", "west", "east"].forEach(function (side) {
        if (side in one) one[side] += turn;
      });
    }

    // The first view holds all that was found: its areas too, whose size only the answer tells.
    function showAreas(found) {
      if (!isFirst) return;
      isFirst = false;
      var whole = L.latLngBounds([]);
      found.places.forEach(function (place) {
        whole.extend(draw.boundsOf(place));
      });
      if (!whole.isValid() || map.getBounds().contains(whole)) return;
      found.clusters.forEach(function (cluster) {
        whole.extend([[cluster.south, cluster.west], [cluster.north, cluster.east]]);
      });
      draw.fit(map, whole, map.getZoom());
    }

    function show(found) {
      var wanted = new Map();
      var lost = null;
      found.clusters.concat(found.places).forEach(bring);
      apart(map, found.clusters, found.places);
      found.clusters.forEach(function (cluster) {
        wanted.set(JSON.stringify(cluster), [drawCluster, cluster, map]);
      });
      found.places.forEach(function (place) {
        wanted.set(JSON.stringify(place), [draw.drawPlace, place, options]);
      });
      drawn.forEach(function (marker, key) {
        if (wanted.has(key)) return;
        if (draw.holdsFocus(marker)) lost = marker;
        layer.removeLayer(marker);
        drawn.delete(key);
      });
      wanted.forEach(function (what, key) {
        if (!drawn.has(key)) drawn.set(key, what[0](layer, what[1], what[2]));
      });
      if (lost) draw.focusNear(map, lost.getLatLng());
      if (said) said.textContent = found.said;
      showAreas(found);
    }

    function ask() {
      var wanted = view(map);
      if (wanted === asked) return;
      asked = wanted;
      var known = loaded.get(wanted);
      if (known) show(JSON.parse(known));
      fetch(options.places + (options.places.indexOf("?") < 0 ? "?" : "&") + "view=" + encodeURIComponent(wanted), { credentials: "omit" })
        .then(function (answer) {
          if (!answer.ok) throw new Error(answer.status);
          return answer.text();
        })
        .then(function (text) {
          remember(wanted, text);
          if (wanted === asked && text !== known) show(JSON.parse(text));
        })
        .catch(function () {
          if (wanted !== asked) return;
          asked = "";
          if (said) said.textContent = options.failed;
        });
    }

    map.on("moveend", ask);
    map.whenReady(function () {
      setTimeout(ask, 0);
    });
  }

  draw.answers = answers;
})();

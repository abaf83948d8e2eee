// Draws what was found: asks the server for what lies in view, and writes it with textContent.
(function () {
  "use strict";

  // What is known only roughly is drawn as an area of this many metres around its middle, never as a pin.
  var REACH = { neighbourhood: 800, locality: 2500, admin2: 15000, admin1: 40000 };
  var CELL = 256;
  var MOST_LOADED = 60;

  function element(name, look, text) {
    var made = document.createElement(name);
    if (look) made.className = look;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function word(one) {
    // A name in its own language and direction, whatever stands around it.
    var made = element("bdi", "", one.words);
    if (one.language) made.lang = one.language;
    return made;
  }

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

  function listed(one) {
    var item = element("li");
    var link = element("a");
    link.href = one.url;
    link.target = "_top";
    link.appendChild(word(one.name));
    item.appendChild(link);
    item.appendChild(element("span", "quiet", one.kind));
    return item;
  }

  function popup(place, words) {
    var box = element("div", "place");
    if (place.rough) box.appendChild(element("p", "rough", place.rough));
    var list = element("ul");
    place.organisations.forEach(function (one) {
      list.appendChild(listed(one));
    });
    box.appendChild(list);
    if (place.more) {
      var more = element("a", "quiet", place.more);
      more.href = words.list;
      more.target = "_top";
      box.appendChild(more);
    }
    box.dir = words.direction;
    return box;
  }

  // Leaflet gives a name only to pictures; ours are drawn, so the name is written where readers hear it.
  var Sign = L.DivIcon.extend({
    createIcon: function (old) {
      var drawn = L.DivIcon.prototype.createIcon.call(this, old);
      drawn.setAttribute("role", "button");
      drawn.setAttribute("aria-label", this.options.label);
      return drawn;
    }
  });

  function sign(look, text, label) {
    var inner = text ? element("b", "", text).outerHTML : "";
    return new Sign({ className: "mark " + look, html: inner, iconSize: null, label: label });
  }

  function mark(place, icon) {
    return L.marker([place.lat, place.lon], { icon: icon, place: place, keyboard: true, title: place.label, riseOnHover: true });
  }

  // Whoever came by keyboard finds the first link, and is back at the mark when the words are closed.
  function keys(marker) {
    var byKey = false;
    return marker
      .on("keydown", function () {
        byKey = true;
      })
      .on("mousedown touchstart", function () {
        byKey = false;
      })
      .on("popupopen", function (event) {
        var box = event.popup.getElement();
        var link = box.querySelector("li a");
        box.addEventListener("keydown", function (press) {
          if (press.key === "Escape") marker.closePopup();
        });
        if (byKey && link) link.focus();
      })
      .on("popupclose", function () {
        var drawn = marker.getElement();
        if (byKey && drawn) drawn.focus();
      });
  }

  // The area comes and goes with its mark, which may be hidden in a count of many.
  function around(marker, area) {
    marker
      .on("add", function (event) {
        area.addTo(event.target._map);
      })
      .on("remove", function () {
        area.remove();
      });
  }

  function drawPlace(layer, place, words) {
    var reach = REACH[place.precision];
    var many = place.count > 1 ? place.short : "";
    var marker = mark(place, sign(reach ? "mark-rough" : "mark-pin", many, place.label));
    if (reach) around(marker, L.circle([place.lat, place.lon], { radius: reach, className: "rough-area", interactive: false }));
    keys(marker)
      .bindPopup(function () {
        return popup(place, words);
      }, { maxWidth: 280, maxHeight: 260, autoPanPadding: [12, 12] })
      .addTo(layer);
  }

  function countIcon(count, short, label) {
    var size = count < 10 ? "small" : count < 100 ? "middle" : "large";
    return sign("mark-cluster mark-" + size, short, label);
  }

  function drawCluster(layer, cluster, map) {
    mark(cluster, countIcon(cluster.organisations, cluster.short, cluster.label))
      .on("click keypress", function (event) {
        if (event.type === "keypress" && event.originalEvent.key !== "Enter") return;
        map.fitBounds([[cluster.south, cluster.west], [cluster.north, cluster.east]], { maxZoom: map.getZoom() + 3, padding: [24, 24] });
      })
      .addTo(layer);
  }

  function answers(map, options) {
    var layer = L.layerGroup().addTo(map);
    var said = document.getElementById("map-said");
    var asked = "";
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

    function show(found) {
      layer.clearLayers();
      found.clusters.concat(found.places).forEach(bring);
      found.clusters.forEach(function (cluster) {
        drawCluster(layer, cluster, map);
      });
      found.places.forEach(function (place) {
        drawPlace(layer, place, options);
      });
      if (said) said.textContent = found.said;
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

  window.directoryMap = { answers: answers, countIcon: countIcon, drawPlace: drawPlace };
})();

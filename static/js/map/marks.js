// Marks on the map and the words that open at them: by pointer, by finger and by keyboard.
(function () {
  "use strict";

  // What is known only roughly is drawn as an area of this many metres around its middle, never as a pin.
  var REACH = { neighbourhood: 800, locality: 2500, admin2: 15000, admin1: 40000 };
  // From this zoom on a single organisation's mark shows what it is for.
  var NEAR = 12;
  // Pixels between the words at a mark and the edge of the map, and what is around the words themselves.
  var EDGE = 12;
  var AROUND = { x: 60, y: 70 };
  var LARGEST = { x: 280, y: 260 };
  var SMALLEST = 80;
  var SVG = "http://www.w3.org/2000/svg";
  var RADIUS = { small: 18, middle: 20, large: 22, mark: 14 };

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

  // One of the pictures that stand in the page.
  function picture(need) {
    var drawn = document.createElementNS(SVG, "svg");
    var use = document.createElementNS(SVG, "use");
    drawn.setAttribute("class", "icon");
    drawn.setAttribute("aria-hidden", "true");
    use.setAttribute("href", "#i-" + need);
    drawn.appendChild(use);
    return drawn;
  }

  function needed(need, called) {
    var item = element("li", "need");
    item.appendChild(picture(need));
    item.appendChild(element("span", "", called));
    return item;
  }

  function listed(one, needs) {
    var item = element("li");
    var link = element("a");
    link.href = one.url;
    link.target = "_top";
    link.appendChild(word(one.name));
    item.appendChild(link);
    item.appendChild(element("span", "quiet", one.kind));
    if (!one.needs.length) return item;
    var list = element("ul", "needs");
    one.needs.forEach(function (need) {
      list.appendChild(needed(need, needs[need]));
    });
    item.appendChild(list);
    return item;
  }

  function popup(place, words) {
    var box = element("div", "place");
    if (place.rough) box.appendChild(element("p", "rough", place.rough));
    var list = element("ul");
    place.organisations.forEach(function (one) {
      list.appendChild(listed(one, words.needs));
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

  function sign(look, inner, label) {
    return new Sign({ className: "mark " + look, html: inner, iconSize: null, label: label });
  }

  function mark(place, icon) {
    return L.marker([place.lat, place.lon], { icon: icon, place: place, keyboard: true, title: place.label, riseOnHover: true });
  }

  // Enter comes from Leaflet; what is called a button is pressed by the space bar too.
  function onSpace(marker, act) {
    return marker.on("keydown", function (event) {
      if (event.originalEvent.key !== " ") return;
      event.originalEvent.preventDefault();
      act();
    });
  }

  function holdsFocus(marker) {
    var words = marker.isPopupOpen() && marker.getPopup().getElement();
    return [marker.getElement(), words].some(function (part) {
      return part && part.contains(document.activeElement);
    });
  }

  // Whoever came by keyboard finds the first link, and whoever was at the words is back at their mark.
  function keys(marker) {
    var byKey = false;
    return onSpace(marker, marker.openPopup.bind(marker))
      .on("keydown", function () {
        byKey = true;
      })
      .on("mousedown touchstart", function () {
        byKey = false;
      })
      .on("popupopen", function (event) {
        var link = event.popup.getElement().querySelector("li a");
        if (byKey && link) link.focus();
      })
      .on("popupclose", function (event) {
        var drawn = marker.getElement();
        if (drawn && event.popup.getElement().contains(document.activeElement)) drawn.focus();
      });
  }

  // An area that is larger than the view has no fill: all of the map would have the colour of water.
  function shade(map, area) {
    var box = area.getBounds();
    var across = map.latLngToContainerPoint(box.getSouthEast()).distanceTo(map.latLngToContainerPoint(box.getSouthWest()));
    var size = map.getSize();
    area.getElement().classList.toggle("is-beyond", across > Math.max(size.x, size.y));
  }

  // The area comes and goes with its mark, which may be hidden in a count of many.
  function around(marker, area) {
    var map = null;
    function shadeNow() {
      shade(map, area);
    }
    marker
      .on("add", function () {
        map = marker._map;
        area.addTo(map);
        map.on("zoomend resize", shadeNow);
        shadeNow();
      })
      .on("remove", function () {
        map.off("zoomend resize", shadeNow);
        area.remove();
      });
  }

  // The words at a mark are wholly inside of a small map too.
  function fitting(map) {
    var size = map.getSize();
    function most(way) {
      return Math.max(SMALLEST, Math.min(LARGEST[way], size[way] - 2 * EDGE - AROUND[way]));
    }
    return { maxWidth: most("x"), maxHeight: most("y") };
  }

  // How many are there; of a single one, what it is for first of all (shown close up).
  function inside(place) {
    if (place.count > 1) return element("b", "", place.short);
    var need = place.organisations[0].needs[0];
    return need ? picture(need) : "";
  }

  function drawPlace(layer, place, words) {
    var reach = REACH[place.precision];
    var marker = mark(place, sign(reach ? "mark-rough" : "mark-pin", inside(place), place.label));
    if (reach) around(marker, L.circle([place.lat, place.lon], { radius: reach, className: "rough-area", interactive: false }));
    return keys(marker)
      .bindPopup(function () {
        L.setOptions(marker.getPopup(), fitting(marker._map));
        return popup(place, words);
      }, { pane: "over", autoPanPadding: [EDGE, EDGE] })
      .addTo(layer);
  }

  function sizeOf(count) {
    return count < 10 ? "small" : count < 100 ? "middle" : "large";
  }

  function countIcon(count, short, label) {
    var look = "mark-cluster mark-" + sizeOf(count) + (short.length > 5 ? " mark-long" : "");
    return sign(look, element("b", "", short), label);
  }

  // Where the area of a rough place ends; of an exact one the point itself.
  function boundsOf(place) {
    var reach = REACH[place.precision] || 0;
    return L.latLng(place.lat, place.lon).toBounds(2 * reach);
  }

  // Shows bounds with nothing of them under the buttons or cut off at the edge.
  function fit(map, bounds, maxZoom) {
    var room = map.options.room;
    map.fitBounds(bounds, { maxZoom: maxZoom, paddingTopLeft: room.slice(0, 2), paddingBottomRight: room.slice(2) });
  }

  // What was pressed is gone: whoever goes by keyboard goes on from the mark that is nearest to it.
  function focusNear(map, latlng) {
    var frame = map.getContainer().getBoundingClientRect();
    var wanted = map.latLngToContainerPoint(latlng);
    var nearest = map.getContainer();
    var least = Infinity;
    map.getContainer().querySelectorAll(".mark").forEach(function (drawn) {
      var box = drawn.getBoundingClientRect();
      var at = L.point((box.left + box.right) / 2 - frame.left, (box.top + box.bottom) / 2 - frame.top);
      var far = map.getSize().x >= at.x && map.getSize().y >= at.y && Math.min(at.x, at.y) >= 0 ? at.distanceTo(wanted) : Infinity;
      if (far >= least) return;
      least = far;
      nearest = drawn;
    });
    nearest.focus({ preventScroll: true });
  }

  // Leaflet's buttons are English, whatever the page speaks.
  function speak(map, words) {
    var container = map.getContainer();
    [["in", ".leaflet-control-zoom-in"], ["out", ".leaflet-control-zoom-out"]].forEach(function (one) {
      var button = container.querySelector(one[1]);
      button.title = words[one[0]];
      button.setAttribute("aria-label", words[one[0]]);
    });
    container.setAttribute("role", "region");
    container.setAttribute("aria-label", words.map);
    map.on("popupopen", function (event) {
      event.popup.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", words.close);
    });
  }

  // What every map of ours does, before anything is drawn on it.
  function prepare(map) {
    var container = map.getContainer();
    var open = null;
    // Words at a mark lie over the buttons and the attribution, which are no part of what moves.
    var over = map.createPane("over", container);

    map
      .on("move viewreset", function () {
        L.DomUtil.setPosition(over, L.DomUtil.getPosition(map.getPane("mapPane")));
      })
      .on("popupopen", function (event) {
        open = event.popup;
      })
      .on("popupclose", function () {
        open = null;
      })
      .on("resize", function () {
        if (open) open.update();
      })
      .on("zoomend", function () {
        container.classList.toggle("is-near", map.getZoom() >= NEAR);
      });
    container.addEventListener("keydown", function (press) {
      if (press.key !== "Escape" || !open) return;
      var marker = open._source;
      marker.closePopup();
      marker.getElement().focus();
    });
  }

  L.Map.addInitHook(function () {
    prepare(this);
  });
  window.directoryMap = {
    RADIUS: RADIUS,
    boundsOf: boundsOf,
    countIcon: countIcon,
    drawPlace: drawPlace,
    fit: fit,
    focusNear: focusNear,
    holdsFocus: holdsFocus,
    mark: mark,
    onSpace: onSpace,
    sizeOf: sizeOf,
    speak: speak
  };
})();

// Draws our own base map under every Leaflet map: no tile of anybody else is asked for.
// The address of the tiles stands at this script (data-tiles) or at the element of the map, which may
// also name the language (data-lang); else it is that of the page.
(function () {
  "use strict";

  var ATTRIBUTION = "Natural Earth · GeoNames (CC BY 4.0)";
  var LETTERS =
    'system-ui, Roboto, "Noto Sans", "Noto Sans Arabic", "Noto Sans Ethiopic", "Noto Sans Myanmar", ' +
    '"Noto Sans Thai", "Noto Sans Bengali", sans-serif';
  // The last zoom that the tiles hold; later ones enlarge it.
  var LAST_ZOOM = 6;
  // A canvas knows no style sheet: these are the only colours outside of tokens.css.
  var COLOURS = {
    light: {
      water: "#d7e3e8", land: "#f6f3ec", river: "#c3d6de", region: "#ddd6c9", border: "#9a9080",
      country: "#6b6355", town: "#4d473d", dot: "#8a8172", place: "#2f5a55", halo: "#f6f3ecd9"
    },
    dark: {
      water: "#16232a", land: "#2a2d2b", river: "#24404c", region: "#3d423f", border: "#7c837d",
      country: "#a9aca4", town: "#cfcdc4", dot: "#8d918a", place: "#9fd3c8", halo: "#2a2d2bd9"
    }
  };
  // From which zoom a town of so many thousand people is named; capitals are named from 4 on.
  var TOWN_SIZES = [[9, 0], [8, 30], [7, 80], [6, 300], [5, 1000], [4, 5000]];
  var CAPITALS_FROM = 4;
  // Whose name stays where two meet: a step lower comes later, whichever tile is there first.
  var COUNTRY_STEPS = [180, 90, 40, -1];
  var TOWN_STEPS = [1000, 200, -1];
  var script = document.currentScript;

  // Chrome before 77 does not say how high words are: without that no name would find its place.
  function measureHeights() {
    var pen = CanvasRenderingContext2D.prototype;
    var measure = pen.measureText;
    pen.measureText = function (words) {
      var size = parseFloat(/([\d.]+)px/.exec(this.font)[1]);
      return {
        width: measure.call(this, words).width,
        actualBoundingBoxAscent: size * 0.8,
        actualBoundingBoxDescent: size * 0.25
      };
    };
  }

  function isOf(kind) {
    return function (zoom, feature) {
      return feature.props.kind === kind;
    };
  }

  function line(layer, kind, from, options) {
    return {
      dataLayer: layer,
      minzoom: from,
      filter: isOf(kind),
      symbolizer: new protomapsL.LineSymbolizer(options)
    };
  }

  // Lakes have the colour of the sea, and every line that is not agreed is broken.
  function paintRules(colours) {
    var wide = protomapsL.linear([[2, 0.8], [8, 1.8]]);
    return [
      { dataLayer: "land", symbolizer: new protomapsL.PolygonSymbolizer({ fill: colours.land }) },
      {
        dataLayer: "rivers",
        minzoom: 4,
        symbolizer: new protomapsL.LineSymbolizer({ color: colours.river, width: protomapsL.linear([[4, 0.6], [9, 2.5]]) })
      },
      { dataLayer: "lakes", symbolizer: new protomapsL.PolygonSymbolizer({ fill: colours.water }) },
      line("regions", "region", 4, { color: colours.region, width: 0.8 }),
      line("boundaries", "international", 0, { color: colours.border, width: wide }),
      line("boundaries", "disputed", 0, { color: colours.border, width: wide, dash: [5, 4] }),
      line("boundaries", "control", 0, { color: colours.border, width: wide, dash: [1.5, 3] })
    ];
  }

  // A capital counts as a large town, however small.
  function sizeOf(properties) {
    return properties.capital ? Math.max(properties.size, TOWN_STEPS[0]) : properties.size;
  }

  function bySize(one, other) {
    return sizeOf(other) - sizeOf(one);
  }

  function isNamed(zoom, feature) {
    if (feature.props.capital) return zoom >= CAPITALS_FROM;
    return TOWN_SIZES.some(function (row) {
      return zoom >= row[0] && feature.props.size >= row[1];
    });
  }

  // The same rule for each step of size, the largest first.
  function inSteps(steps, rule) {
    return steps.map(function (least, number) {
      return Object.assign({}, rule, {
        sort: bySize,
        filter: function (zoom, feature) {
          var size = sizeOf(feature.props);
          var isLess = number === 0 || size < steps[number - 1];
          return isLess && size >= least && (!rule.filter || rule.filter(zoom, feature));
        }
      });
    });
  }

  // A tent for a camp or settlement, a ring for a town or landing site where people live or arrive.
  function sign(colours) {
    var half = 5;
    function draw(context, isCamp) {
      context.globalAlpha = 1;
      context.lineWidth = 1.5;
      context.strokeStyle = colours.halo;
      context.fillStyle = colours.place;
      context.beginPath();
      if (isCamp) {
        context.moveTo(0, -half);
        context.lineTo(half + 1, half - 1);
        context.lineTo(1.5, half - 1);
        context.lineTo(0, 0.5);
        context.lineTo(-1.5, half - 1);
        context.lineTo(-half - 1, half - 1);
        context.closePath();
      } else {
        context.arc(0, 0, half - 1.5, 0, 2 * Math.PI);
      }
      context.stroke();
      context.fill();
    }
    return {
      place: function (layout, geometry, feature) {
        var point = geometry[0][0];
        return [{
          anchor: point,
          bboxes: [{ minX: point.x - half, minY: point.y - half, maxX: point.x + half, maxY: point.y + half }],
          draw: function (context) {
            draw(context, feature.props.kind === "camp");
          }
        }];
      }
    };
  }

  var SAME = 8;

  // A name after its sign, or before it where another name stands there; `sign` is drawn with it.
  function beside(sign, options) {
    var ways = [["E", 1], ["W", -1]].map(function (way) {
      var name = new protomapsL.OffsetTextSymbolizer(Object.assign({}, options, {
        offsetX: way[1] * options.distance,
        placements: [protomapsL.TextPlacements[way[0]]]
      }));
      return new protomapsL.Padding(1, sign ? new protomapsL.GroupSymbolizer([sign, name]) : name);
    });
    return {
      place: function (layout, geometry, feature) {
        var found = ways.reduce(function (first, way) {
          return first || way.place(layout, geometry, feature);
        }, undefined);
        // A place beside the edge of a tile stands in both; without this its second name goes to the other side.
        (found || []).forEach(function (label) {
          label.deduplicationKey = feature.props.name;
          label.deduplicationDistance = SAME;
        });
        return found;
      }
    };
  }

  // Which rule comes first matters: where two names would meet, the later one is left out.
  function labelRules(colours, language) {
    var text = {
      labelProps: ["name:" + language, "name:" + language.split("-")[0], "name"],
      fontFamily: LETTERS,
      stroke: colours.halo,
      width: 3,
      lineHeight: 1.25,
      maxLineChars: 16
    };
    function words(more) {
      return Object.assign({}, text, more);
    }
    var dot = new protomapsL.CircleSymbolizer({ radius: 2.2, fill: colours.dot, stroke: colours.halo, width: 1 });
    var countries = {
      dataLayer: "countries",
      maxzoom: 7,
      symbolizer: new protomapsL.Padding(3, new protomapsL.CenteredTextSymbolizer(
        words({ fill: colours.country, fontSize: protomapsL.linear([[1, 10], [7, 15]]), fontWeight: 600 })
      ))
    };
    var towns = {
      dataLayer: "towns",
      minzoom: 4,
      filter: isNamed,
      symbolizer: beside(dot, words({ fill: colours.town, fontSize: 12, distance: 5 }))
    };
    var signs = { dataLayer: "refugee_places", minzoom: 5, symbolizer: sign(colours) };
    var refugeePlaces = {
      dataLayer: "refugee_places",
      minzoom: 7,
      symbolizer: beside(null, words({ fill: colours.place, fontSize: 12, fontWeight: 600, distance: 9 }))
    };
    var townsBySize = inSteps(TOWN_STEPS, towns);
    var capitals = townsBySize[0];
    // From afar the countries come first, closer by the towns that people steer by; camps then fill what is free.
    return [Object.assign({}, capitals, { minzoom: 7 })].concat(
      inSteps(COUNTRY_STEPS, countries), capitals, signs, refugeePlaces, townsBySize.slice(1)
    );
  }

  function addBaseMap(map) {
    var element = map.getContainer();
    // A map that stands in one file has its tiles inside (map/inside.js).
    var tiles = window.directoryTiles || element.getAttribute("data-tiles") || script.getAttribute("data-tiles");
    var language = element.getAttribute("data-lang") || document.documentElement.lang || "en";
    var dark = window.matchMedia("(prefers-color-scheme: dark)");

    function colours() {
      return dark.matches ? COLOURS.dark : COLOURS.light;
    }
    function dress() {
      layer.paintRules = paintRules(colours());
      layer.labelRules = labelRules(colours(), language);
      layer.backgroundColor = colours().water;
      element.style.backgroundColor = colours().water;
    }

    // Names are cut off at the edges of tiles where the page runs from right to left.
    element.dir = "ltr";
    var layer = protomapsL.leafletLayer({
      url: tiles,
      lang: language,
      maxDataZoom: LAST_ZOOM,
      attribution: ATTRIBUTION,
      paintRules: [],
      labelRules: labelRules(colours(), language)
    });
    dress();
    dark.addListener(function () {
      dress();
      layer.clearLayout();
      layer.rerenderTiles();
    });
    if (map.attributionControl) map.attributionControl.setPrefix(false);
    layer.addTo(map);
  }

  // Chrome before 71 calls it only window.
  if (!window.globalThis) window.globalThis = window;
  if (!("actualBoundingBoxAscent" in TextMetrics.prototype)) measureHeights();
  L.Map.addInitHook(function () {
    addBaseMap(this);
  });
})();

"""The map of an answer: a page around a frame, the frame that Folium draws, and what it shows."""

from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    jsonify,
    make_response,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from directory import clock
from directory.access.guards import public
from directory.cartography.documents import Layer, MapDocument, draw
from directory.cartography.ground import tiles
from directory.gazetteer.queries import edition
from directory.i18n.babel import current_tag
from directory.i18n.locales import direction
from directory.maps.around import bounds_of_place
from directory.maps.notes import notes
from directory.maps.shown import as_data, button_words, need_words
from directory.maps.tiles import MIMETYPE, as_tile
from directory.organisations.queries import newest_change
from directory.search import on_the_map
from directory.search.asking import ask
from directory.search.chips import chips
from directory.search.criteria import Criteria
from directory.search.moments import this_quarter
from directory.search.safety import never_about_violence
from directory.search.window import Window
from directory.web.conditional import conditional

bp = Blueprint("maps", __name__)

FRAME_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'none'; frame-ancestors 'self'; base-uri 'none'"
)

FOR_MAPS_OF_OTHERS = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


@bp.get("/<lang:lang>/map")
@public
@never_about_violence
@conditional(newest_change, edition, this_quarter)
def result() -> ResponseReturnValue:
    """Show the map of an answer on a page of its own, with the way back to the list."""
    asked = ask(request.args, on=clock.today())
    criteria = asked.criteria.but()
    return render_template(
        "maps/result.html",
        asked=asked,
        criteria=criteria,
        totals=asked.totals,
        understood=asked.understood,
        chips=chips(criteria, asked.understood.place, current_tag()),
        here=criteria.to_args(),
        canonical=criteria.to_args(shared=True),
    )


@bp.get("/<lang:lang>/map/frame")
@public
@never_about_violence
@conditional(newest_change, edition, this_quarter)
def frame() -> ResponseReturnValue:
    """Show the map alone, to stand in a frame of ours."""
    criteria = Criteria.from_args(request.args).but()
    answer = make_response(
        render_template(
            "maps/frame.html",
            document=_document(criteria),
            script=url_for("maps.script", **criteria.to_args()),
            tiles=tiles(),
            notes=notes(current_app.config),
            needs=need_words(),
        )
    )
    answer.headers["Content-Security-Policy"] = FRAME_POLICY
    return answer


@bp.get("/<lang:lang>/map/script.js")
@public
@never_about_violence
@conditional(newest_change, edition, this_quarter)
def script() -> ResponseReturnValue:
    """Send the script that Folium wrote for the frame, apart from it as the policy wants."""
    criteria = Criteria.from_args(request.args).but()
    return Response(_document(criteria).script, mimetype="text/javascript")


@bp.get("/<lang:lang>/map/places.json")
@public
@never_about_violence
@conditional(newest_change, edition, this_quarter)
def places() -> ResponseReturnValue:
    """Send what lies in view: points with who is there, and counts of what lies close together."""
    criteria = Criteria.from_args(request.args).but()
    window = Window.from_text(request.args.get("view", ""))
    shown = on_the_map.within(criteria, window, on=clock.today())
    return jsonify(as_data(shown, on=clock.today(), asked=criteria.need))


@bp.get("/tiles/<int:zoom>/<int:x>/<int:y>.mvt")
@public
@never_about_violence
@conditional(newest_change, edition, this_quarter)
def tile(zoom: int, x: int, y: int) -> ResponseReturnValue:
    """Send one vector tile of what answers, for maps of others."""
    window = Window.of_tile(zoom, x, y)
    criteria = ask(request.args, on=clock.today()).criteria.but()
    shown = on_the_map.within(criteria, window, on=clock.today(), most=1)
    answer = Response(as_tile(shown, window), mimetype=MIMETYPE)
    answer.headers.update(FOR_MAPS_OF_OTHERS)
    return answer


def _document(criteria: Criteria) -> MapDocument:
    options: dict[str, Any] = {
        "places": url_for("maps.places", **criteria.to_args()),
        "list": url_for("search.find", **criteria.to_args()),
        "needs": need_words(),
        "buttons": button_words(),
        "direction": direction(current_tag()),
        "failed": _("The map could not be loaded. The list has everything too."),
    }
    on = clock.today()
    bounds = on_the_map.bounds_of(criteria, on=on) or bounds_of_place(criteria, on=on)
    return draw(bounds, [Layer("answers", options)])

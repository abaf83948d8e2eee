"""The pages that are the same whatever was published."""

from flask import Blueprint, Response, current_app, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from directory import clock
from directory.access.guards import public
from directory.extensions import db
from directory.helplines.queries import checked_helplines
from directory.search.index.current import standing as search_standing
from directory.vocabulary.terms import codes_where, terms
from directory.web.conditional import conditional
from directory.web.headers import NO_STORE
from directory.web.language import preferred_tag

bp = Blueprint("pages", __name__)

ROBOTS = "User-agent: *\nDisallow: {}\n"


@bp.get("/")
@public
def entrance() -> ResponseReturnValue:
    """Send the reader to the home page in the language their browser asks for."""
    response = redirect(url_for("pages.home", lang=preferred_tag()))
    response.headers["Cache-Control"] = NO_STORE
    response.vary.add("Accept-Language")
    return response


@bp.get("/<lang:lang>/")
@public
@conditional()
def home() -> str:
    """Show what a reader may look for, as pictures and words."""
    return render_template("pages/home.html", needs=[need.code for need in terms("public_need")])


@bp.get("/<lang:lang>/about")
@public
@conditional()
def about() -> str:
    """Say what this is, who runs it, where the facts come from and how they are checked."""
    methods = [method.code for method in terms("verification_method")]
    return render_template("pages/about.html", methods=methods)


@bp.get("/<lang:lang>/privacy")
@public
@conditional()
def privacy() -> str:
    """Say what is not kept."""
    return render_template("pages/privacy.html")


@bp.get("/<lang:lang>/accessibility")
@public
@conditional()
def accessibility() -> str:
    """Say how usable the site is for people with disabilities, and what is not yet known."""
    return render_template("pages/accessibility.html")


@bp.get("/<lang:lang>/safe")
@public
def safe() -> ResponseReturnValue:
    """Show each country's checked helplines; nothing is searched and nothing is kept."""
    hidden = codes_where("service_kind", "default_visibility", "hidden")
    page = render_template(
        "pages/safe.html",
        helplines=checked_helplines(on=clock.today()),
        hidden_kinds=[kind.code for kind in terms("service_kind") if kind.code in hidden],
    )
    return Response(page, headers={"Cache-Control": NO_STORE})


@bp.get("/health")
@public
def health() -> ResponseReturnValue:
    """Tell a monitor whether the database answers, and what searches; a failure is a 503."""
    db.session.execute(text("SELECT 1"))
    release = current_app.config["RELEASE"]
    response = jsonify(status="ok", release=release, search=search_standing())
    response.headers["Cache-Control"] = NO_STORE
    return response


@bp.get("/robots.txt")
@public
def robots() -> Response:
    """Keep crawlers out of searches, and out of everything that is invented."""
    hidden = "/" if current_app.config["DEMONSTRATION"] else "/*/find"
    return Response(ROBOTS.format(hidden), mimetype="text/plain")

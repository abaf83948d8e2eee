"""The family of errors that people may see; each knows its HTTP status but no HTTP library.

`code` is stable and machine readable; `message` is for the person, already a whole sentence.
"""

from typing import ClassVar

from flask_babel import lazy_gettext as _


class DirectoryError(Exception):
    """Something was asked that cannot be done; `message` says what and where."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "bad-request"
    default: ClassVar[object] = _("This cannot be done.")

    def __init__(self, message: object | None = None) -> None:
        self.message = message if message is not None else self.default
        super().__init__(str(message) if message is not None else self.code)


class NotFound(DirectoryError):
    """Nothing visible is at this address."""

    status = 404
    code = "not-found"
    default = _("We could not find this page.")


class Gone(DirectoryError):
    """The listing was here and was taken away."""

    status = 410
    code = "gone"
    default = _("This listing was taken down.")


class Forbidden(DirectoryError):
    """The thing may be seen, but this may not be done to it by this person."""

    status = 403
    code = "forbidden"
    default = _("You may not do this.")


class Conflict(DirectoryError):
    """Somebody else was first, or the thing is not where the step needs it to be."""

    status = 409
    code = "conflict"
    default = _("Somebody changed this in the meantime.")


class Invalid(DirectoryError):
    """What was given does not hold; the message names the field and the reason."""

    status = 422
    code = "invalid"
    default = _("Something in what you gave is not right.")

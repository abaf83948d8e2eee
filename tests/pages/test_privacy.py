from tests.pages_client import PageClient


def test_it_says_what_is_not_kept(client: PageClient):
    text = client.get("pages.privacy").get_text()
    for word in ("no account", "no cookies", "do not keep"):
        assert word in text

from tests.pages_client import PageClient


def test_it_names_the_goal_and_what_is_not_known(client: PageClient):
    text = client.get("pages.accessibility").get_text()
    assert "2.2" in text
    assert "AA" in text
    assert "Nobody has tested" in text

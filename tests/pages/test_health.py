from tests.pages_client import PageClient


def test_it_says_that_the_database_answers(client: PageClient):
    response = client.ask("pages.health")
    assert response.get_json()["status"] == "ok"
    assert response.get_json()["search"] == "memory"
    assert response.headers["Cache-Control"] == "no-store"

"""What a supervisor of processes asks: does this one live (`/healthz/`), and can it serve (`/readyz/`)?"""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from health_check.contrib.redis import Redis
from health_check.views import HealthCheckView
from redis.asyncio import Redis as AsyncRedis


def redis_client() -> AsyncRedis:
    """Return a client of the queue's Redis that gives up quickly."""
    return AsyncRedis.from_url(settings.REDIS_URL, socket_timeout=3, socket_connect_timeout=3)


check_engines = HealthCheckView.as_view(
    checks=["health_check.checks.Database", (Redis, {"client_factory": redis_client})]
)


@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer without touching any engine: a database that is away must not get every web process restarted."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@login_not_required
async def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when PostgreSQL and Redis answer, 500 when one does not; always as plain text."""
    request.GET = QueryDict("format=text")
    return await check_engines(request)

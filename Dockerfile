# One image for web, worker and beat; docker-compose.yml says which command each of them runs.

FROM node:24-slim AS browser
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM python:3.13-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app

# The same steps as on any other machine: WeasyPrint's libraries, and the fonts of official documents.
COPY bin/setup bin/setup
RUN bin/setup system fonts && rm -rf /var/lib/apt/lists/*

COPY requirements/base.txt requirements/base.txt
RUN pip install --no-cache-dir --no-deps --require-hashes -r requirements/base.txt && pip check

COPY --from=browser /app/node_modules node_modules
COPY . .
# The settings refuse to load without secrets; these are thrown away with this step.
RUN SECRET_KEY="$(head -c 48 /dev/urandom | base64)" SITE_URL=https://build.invalid ALLOWED_HOSTS=build.invalid \
    DATABASE_URL=postgres://build@build.invalid/build REDIS_URL=redis://build.invalid/0 \
    sh -c 'python -m babel.messages.frontend compile --directory locale --domain django \
        && python manage.py collectstatic --noinput --verbosity 0' \
    && rm -rf node_modules \
    && useradd --uid 10001 --no-create-home app \
    && mkdir -p /srv/files && chown -R app var /srv/files

USER app
EXPOSE 8000
CMD ["gunicorn", "--config", "config/gunicorn.py", "config.wsgi"]

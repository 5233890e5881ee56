# The monitor: Node runs the sources as they are, so the image is the sources, what they need in production, and Node.
# Publish with the base pinned: --build-arg NODE_IMAGE=docker.io/library/node:24-slim@sha256:…
ARG NODE_IMAGE=docker.io/library/node:24-slim

FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM ${NODE_IMAGE} AS app
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json ./
COPY src src
COPY scenarios scenarios
COPY tenants tenants
COPY baselines baselines
# The stand-in behind the tenant demo: the image can prove itself without a network.
COPY testbed testbed

# Every pod starts on a fresh, read-only root: what Node compiles is cached here, once. The cache is kept for each
# user apart, so it must be made by the one who reads it; once made, nobody changes it.
# The first command proves the image; the second reaches for sinks that are not there, and says so.
FROM app AS compiled
USER 10001:10001
ENV NODE_COMPILE_CACHE=/tmp/compile-cache
RUN node src/cli/main.mjs run --tenant demo
RUN node src/cli/main.mjs monitor once --push http://127.0.0.1:9 --faro http://127.0.0.1:9 >/dev/null || test $? = 3
RUN chmod -R a+rX /tmp/compile-cache

FROM app AS monitor
ARG REVISION=unknown
LABEL org.opencontainers.image.title="parity" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=compiled --chown=0:0 /tmp/compile-cache compile-cache
ENV NODE_COMPILE_CACHE=/app/compile-cache
USER 10001:10001
ENTRYPOINT ["node", "src/cli/main.mjs"]
CMD ["--help"]

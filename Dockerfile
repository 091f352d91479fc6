# syntax=docker/dockerfile:1

# The Node of package.json's pin (devDependencies.node); the tests compare the two.
ARG NODE_VERSION=22.23.3

# Compiles the sources with every development dependency.
FROM node:${NODE_VERSION}-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm npm ci --no-audit --no-fund
COPY . .
RUN npm run build \
  && find dist -name '*.test.*' -delete \
  && find dist -type d -name testing -prune -exec rm -rf {} + \
  && rm -rf dist/bench

# What runs: production dependencies alone. The embedded PostgreSQL is an optional dependency and stays out, because a
# container takes its database from DATABASE_URL; no production dependency needs an install script.
FROM node:${NODE_VERSION}-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm \
  npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM node:${NODE_VERSION}-bookworm-slim
LABEL org.opencontainers.image.title="Forecastle" \
  org.opencontainers.image.description="A self-hosted GraphQL forecasting platform for retail demand" \
  org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY bin bin
COPY prisma prisma
COPY model-store model-store
COPY package.json model-keys.json LICENSE ./

ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000
EXPOSE 4000
# The numeric form of the image's user "node": Kubernetes can tell that it is not root.
USER 1000:1000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps", "bin/forecastle.js"]
CMD ["serve"]

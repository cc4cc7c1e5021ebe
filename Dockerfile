# syntax=docker/dockerfile:1
# One image with all five programs; the command chooses: `docker run heliograph edge-server --help`.
#
#   docker build -t heliograph .
#
# BUILDER is an image with a Swift toolchain. An image that already holds the programs in /opt/heliograph/bin is taken as
# it is: scripts/compose-test makes one from what is built on the host.
ARG BUILDER=swift:6.3-bookworm

FROM ${BUILDER} AS builder
LABEL org.opencontainers.image.title="Heliograph"
WORKDIR /source
COPY scripts ./scripts
RUN if [ ! -x /opt/heliograph/bin/helio ]; then . scripts/lib/prerequisites.sh && install_packages; fi
COPY Package.* ./
COPY Sources ./Sources
COPY Tests ./Tests
RUN if [ ! -x /opt/heliograph/bin/helio ]; then \
      swift build --configuration release && scripts/stage-programs /opt/heliograph/bin; \
    fi

FROM debian:bookworm-slim
LABEL org.opencontainers.image.title="Heliograph" org.opencontainers.image.licenses="Apache-2.0"
# libopenblas0-pthread stands first: left out, libtorch falls back on the reference BLAS, 30 times slower. Debian's libtorch
# brings OpenCV, and that OpenGL drivers with a compiler of their own; nothing here draws, so these 160 MB go.
RUN apt-get update \
  && apt-get install -y --no-install-recommends \
    libopenblas0-pthread libtorch1.13 libzmq5 libturbojpeg0 libpng16-16 zlib1g libsqlite3-0 \
  && apt-get clean \
  && rm -rf /var/lib/apt/lists/* /usr/share/doc /usr/share/man /usr/share/locale \
    /usr/lib/*/dri /usr/lib/*/libLLVM-*.so* /usr/lib/*/libz3.so* \
  && useradd --system --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin heliograph \
  && install -d -o heliograph -g heliograph /results /opt/heliograph/runs

COPY --from=builder /opt/heliograph/bin /opt/heliograph/bin
COPY scripts/container-health /opt/heliograph/bin/container-health
COPY topology /opt/heliograph/topology
COPY models /opt/heliograph/models

ENV PATH=/opt/heliograph/bin:$PATH HELIOGRAPH_MODELS=/opt/heliograph/models
# Names are resolved on libzmq's I/O thread: the container's name server must not hold the other connections up for the
# usual ten seconds and more while a peer's container is not there yet.
ENV RES_OPTIONS="timeout:1 attempts:1"
WORKDIR /opt/heliograph
USER heliograph
HEALTHCHECK --interval=5s --timeout=2s --start-period=20s --retries=3 CMD ["container-health"]
CMD ["helio", "--help"]

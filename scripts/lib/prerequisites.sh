# What a build needs: a Swift toolchain, Debian packages, an optimised BLAS. Sourced by the scripts; POSIX sh.

swift_minimum_major=6
swift_minimum_minor=2

# libopenblas0-pthread stands before libtorch-dev: without it libtorch falls back on the reference BLAS, whose matrix
# products run at 4 instead of 130 GFLOP/s.
debian_packages="libopenblas0-pthread libtorch-dev libzmq3-dev libturbojpeg0-dev libpng-dev zlib1g-dev libsqlite3-dev"

note() { printf '%s\n' "$*" >&2; }

stop() {
  printf '%s: %s\n' "$(basename "$0")" "$1" >&2
  shift
  for line in "$@"; do printf '  %s\n' "$line" >&2; done
  exit 1
}

# Stops unless a Swift toolchain of at least the minimum version is on the PATH.
require_swift() {
  if ! command -v swift >/dev/null 2>&1; then
    stop "Swift is missing: Heliograph needs Swift $swift_minimum_major.$swift_minimum_minor or later, and there is no 'swift' on the PATH." \
      "Install it from https://www.swift.org/install/linux/ and run this script again."
  fi
  found=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9]*\)\.\([0-9][0-9]*\).*/\1 \2/p' | head -n 1)
  major=${found% *}
  minor=${found#* }
  if [ -z "$found" ]; then
    stop "'swift --version' names no version: the toolchain at $(command -v swift) does not work." \
      "Install Swift $swift_minimum_major.$swift_minimum_minor or later from https://www.swift.org/install/linux/ and run this script again."
  fi
  if [ "$major" -lt "$swift_minimum_major" ] ||
    { [ "$major" -eq "$swift_minimum_major" ] && [ "$minor" -lt "$swift_minimum_minor" ]; }; then
    stop "Swift $major.$minor is too old: Heliograph needs $swift_minimum_major.$swift_minimum_minor or later; $(command -v swift) is $major.$minor." \
      "Install a newer one from https://www.swift.org/install/linux/ and run this script again."
  fi
}

# Installs the Debian packages that are missing; does nothing when all are there.
install_packages() {
  if ! command -v dpkg-query >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1; then
    if [ "${HELIOGRAPH_SKIP_PACKAGES:-}" = 1 ]; then return; fi
    stop "this is no Debian or Ubuntu system (apt-get or dpkg-query is missing), so the libraries cannot be installed for you." \
      "Install by your own means what these Debian packages hold: $debian_packages" \
      "Then run: HELIOGRAPH_SKIP_PACKAGES=1 $0"
  fi

  missing=
  for package in $debian_packages; do
    status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || missing="$missing $package"
  done
  missing=${missing# }
  [ -n "$missing" ] || return 0

  as_root=
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
      stop "these packages are missing, and there is no sudo to install them with: $missing" \
        "Ask an administrator to run: apt-get install $missing"
    fi
    as_root=sudo
    # Without a terminal nobody can type a password.
    if ! [ -t 0 ] && ! sudo --non-interactive true 2>/dev/null; then
      stop "these packages are missing, and sudo asks for a password that nobody can type here: $missing" \
        "Run in a terminal: sudo apt-get install $missing"
    fi
  fi

  note "Installing Debian packages:${as_root:+ (with sudo)} $missing"
  lists_stale=
  $as_root apt-get update -qq -o APT::Update::Error-Mode=any || lists_stale=1
  # shellcheck disable=SC2086
  if ! $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null; then
    stop "apt-get could not install: $missing" \
      "${lists_stale:+Its package lists could not be refreshed either: is this machine offline? }See apt-get's own words above." \
      "When that is mended, run this script again, or: apt-get install $missing"
  fi
}

# Says so when matrix products would run on something slower than OpenBLAS.
report_blas() {
  command -v update-alternatives >/dev/null 2>&1 || return 0
  alternative=libblas.so.3-$(uname -m)-linux-gnu
  active=$(update-alternatives --query "$alternative" 2>/dev/null | sed -n 's/^Value: //p')
  case "$active" in
    "" | *openblas*) ;;
    *)
      note "Note: the active BLAS is $active, not OpenBLAS; training and decoding will be slow."
      note "      Choose OpenBLAS with: sudo update-alternatives --config $alternative"
      ;;
  esac
}

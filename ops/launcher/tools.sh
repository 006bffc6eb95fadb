# Finds or fetches the tools that Yeoul is built and run with. Sourced by ./yeoul.
# shellcheck shell=bash

readonly JDK=25
readonly MAVEN=3.9.11
readonly MAVEN_SHA256=4b7195b6a4f5c81af4c0212677a32ee8143643401bc6e1e8412e6b06ea82beac
readonly SCHEMATHESIS=4.32.5

say() { printf 'yeoul: %s\n' "$*" >&2; }

# Something that this machine lacks: says so and stops.
fail() {
  say "$*"
  exit 1
}

# A call that makes no sense: says so and stops.
refuse() {
  say "$*"
  exit 2
}

is_jdk() {
  [ -x "$1/bin/javac" ] || return 1
  if [ -f "$1/release" ]; then
    grep -q "^JAVA_VERSION=\"$JDK[.\"-]" "$1/release"
  else
    "$1/bin/javac" -version 2>&1 | grep -q "^javac $JDK\\b"
  fi
}

# Prints the home of a JDK 25, or nothing.
find_jdk() {
  local home
  if [ -n "${JAVA_HOME:-}" ] && is_jdk "$JAVA_HOME"; then
    echo "$JAVA_HOME"
    return
  fi
  {
    # Asks the JVM where it lives: `java` may be a link or a version manager's shim.
    if command -v java >/dev/null; then
      java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p' || true
    fi
    if [ -x /usr/libexec/java_home ]; then /usr/libexec/java_home -v "$JDK" 2>/dev/null || true; fi
    ls -d /usr/lib/jvm/* "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home 2>/dev/null || true
  } | while read -r home; do
    if is_jdk "$home"; then
      echo "$home"
      break
    fi
  done
}

# One line, or two that belong together.
how_to_install_jdk() {
  if apt-cache show "openjdk-$JDK-jdk-headless" >/dev/null 2>&1; then
    how_to_install "openjdk-$JDK-jdk-headless"
  else
    cat <<LINES
curl -s https://get.sdkman.io | bash
              . ~/.sdkman/bin/sdkman-init.sh; sdk install java \$(sdk list java | grep -o "$JDK[.0-9]*-tem" | head -n 1)
LINES
  fi
}

# Sets JAVA_HOME to a JDK 25.
require_java() {
  local home
  home=$(find_jdk)
  [ -n "$home" ] || fail "no JDK $JDK found (point JAVA_HOME at one, or install one):
           -> $(how_to_install_jdk)"
  export JAVA_HOME=$home
}

# Prints Maven's version, such as 3.9.11; needs JAVA_HOME. Asked outside of the project, whose
# .mvn/jvm.config is not for every JVM.
maven_version() {
  (cd / && "$1" -v 2>/dev/null) | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p'
}

is_new_enough() {
  case $1 in
    3.9.* | 3.[1-9][0-9].* | [4-9].*) return 0 ;;
    *) return 1 ;;
  esac
}

# Sets YEOUL_MAVEN to a Maven of 3.9 or later: the one on PATH, ours in the cache, or one that the
# older Maven on PATH fetches as an artifact.
require_maven() {
  [ -z "${YEOUL_MAVEN:-}" ] || return 0
  local on_path ours=$CACHE/apache-maven-$MAVEN
  on_path=$(command -v mvn || true)
  if [ -n "$on_path" ] && is_new_enough "$(maven_version "$on_path")"; then
    export YEOUL_MAVEN=$on_path
    return
  fi
  if [ ! -x "$ours/bin/mvn" ]; then
    [ -n "$on_path" ] || fail "no Maven found: $(how_to_install maven)"
    fetch_maven "$on_path" "$ours"
  fi
  export YEOUL_MAVEN=$ours/bin/mvn
}

# Fetches into a folder of its own and moves the result into place in one step, so that a stop at
# any moment, or a second launcher at the same time, never leaves half a Maven behind.
fetch_maven() {
  local old=$1 target=$2 work archive
  say "the Maven on PATH is older than 3.9: it fetches Maven $MAVEN (9 MB) into $CACHE"
  mkdir -p "$CACHE"
  work=$(mktemp -d "$CACHE/maven.XXXXXX")
  if ! (cd "$work" && "$old" -B -ntp dependency:copy -DoutputDirectory="$work" \
    -Dartifact="org.apache.maven:apache-maven:$MAVEN:tar.gz:bin") >"$work/log" 2>&1; then
    tail -n 20 "$work/log" >&2
    rm -rf "$work"
    fail "Maven $MAVEN could not be fetched; a Maven of 3.9 or later on PATH serves as well"
  fi
  archive=$work/apache-maven-$MAVEN-bin.tar.gz
  if [ "$(sha256 "$archive")" != "$MAVEN_SHA256" ]; then
    rm -rf "$work"
    fail "Maven $MAVEN arrived damaged or changed (SHA-256 differs): not used"
  fi
  tar -xzf "$archive" -C "$work"
  [ -d "$target" ] || mv "$work/apache-maven-$MAVEN" "$target" 2>/dev/null || true
  # Where another launcher was faster, mv has put ours inside of its folder.
  rm -rf "$work" "$target/apache-maven-$MAVEN"
  [ -x "$target/bin/mvn" ] || fail "Maven $MAVEN could not be unpacked into $target"
}

sha256() {
  if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}

# Sets YEOUL_SCHEMATHESIS to the API fuzzer's executable, installing it from PyPI once; without a
# usable Python the variable stays unset, and the fuzz test says that it is skipped.
find_schemathesis() {
  local version ours work
  version=$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2]) if sys.version_info >= (3, 10) else 0' 2>/dev/null || true)
  case $version in
    3.*) ;;
    *)
      say "no Python 3.10 or later: the API fuzzer is left out"
      return
      ;;
  esac
  ours=$CACHE/schemathesis-$SCHEMATHESIS-py$version
  if [ ! -x "$ours/schemathesis" ]; then
    say "installing the API fuzzer, schemathesis $SCHEMATHESIS, into $CACHE"
    mkdir -p "$CACHE"
    work=$(mktemp -d "$CACHE/schemathesis.XXXXXX")
    # Not a venv: Debian's python3 has pip and venv in packages of their own, and pip is enough.
    if ! python3 -m pip install --quiet --disable-pip-version-check --no-warn-script-location \
      --root-user-action=ignore --target "$work/lib" -c "$ROOT/ops/launcher/schemathesis.txt" \
      "schemathesis==$SCHEMATHESIS" >"$work/log" 2>&1; then
      tail -n 5 "$work/log" >&2
      rm -rf "$work"
      say "the API fuzzer could not be installed and is left out"
      return
    fi
    cat >"$work/schemathesis" <<WRAPPER
#!/usr/bin/env bash
PYTHONPATH=\$(cd "\$(dirname "\$0")" && pwd)/lib exec "$(python3 -c 'import sys; print(sys.executable)')" -m schemathesis.cli "\$@"
WRAPPER
    chmod +x "$work/schemathesis"
    [ -d "$ours" ] || mv "$work" "$ours" 2>/dev/null || true
    rm -rf "$work" "$ours/$(basename "$work")"
  fi
  export YEOUL_SCHEMATHESIS=$ours/schemathesis
}

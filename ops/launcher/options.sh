# Reads what a call asks for, and refuses misuse before anything is built. Sourced by ./yeoul.
# shellcheck shell=bash

# The options that the command takes, in one word, then the call's own words.
check_options() {
  local allowed=" $1 " name value
  shift
  while [ $# -gt 0 ]; do
    name=${1%%=*}
    case $allowed in
      *" $name "*) ;;
      *) refuse "$command does not know '$1'; it takes:$allowed" ;;
    esac
    case $name in
      --port | --host | --data)
        value=${1#*=}
        if [ "$value" = "$1" ]; then
          [ $# -gt 1 ] || refuse "$name needs a value"
          shift
          value=$1
        fi
        "check_option_${name#--}" "$value"
        ;;
    esac
    shift
  done
}

check_option_port() {
  case $1 in
    *[!0-9]* | "" | ??????*) ;;
    *) [ "$1" -lt 1 ] || [ "$1" -gt 65535 ] || return 0 ;;
  esac
  refuse "--port is '$1', but must be a number from 1 to 65535"
}

check_option_host() {
  [ -n "$1" ] || refuse "--host needs an address, such as 127.0.0.1 or 0.0.0.0"
}

check_option_data() {
  [ -n "$1" ] || refuse "--data needs a folder"
  local existing=$1
  while [ ! -e "$existing" ]; do existing=$(dirname "$existing"); done
  [ -d "$existing" ] || fail "--data $1: $existing is no folder"
  [ -w "$existing" ] || fail "--data $1: this user may not write to $existing"
}

# Is MYSQL_HOST set, in the environment or in .env? Lines may begin with export, as the server's
# own reader allows.
is_configured() {
  [ -n "${MYSQL_HOST:-}" ] ||
    { [ -f .env ] && grep -Eq '^[[:space:]]*(export[[:space:]]+)?MYSQL_HOST[[:space:]]*=.' .env; }
}

whole_path() {
  case $1 in
    /*) echo "$1" ;;
    *) echo "$PWD/$1" ;;
  esac
}

# A command that writes to stores: to the demo's or to the configured ones, never to a guess.
on_stores() {
  local data="" external="" system=() args=() arg
  while [ $# -gt 0 ]; do
    arg=$1
    shift
    case $arg in
      --data) [ $# -gt 0 ] || refuse "--data needs a folder" && data=$1 && shift ;;
      --data=*) data=${arg#--data=} ;;
      --external-stores) external=yes ;;
      --system-servers) system=("$arg") ;;
      # the program runs in the folder of the data
      --dump) [ $# -gt 0 ] || refuse "--dump needs a file" && args+=("$arg" "$(whole_path "$1")") && shift ;;
      --dump=*) args+=("--dump=$(whole_path "${arg#--dump=}")") ;;
      -h | --help) run_server "${args[@]}" --help ;;
      *) args+=("$arg") ;;
    esac
  done
  [ -z "$data" ] || [ -z "$external" ] || refuse "--data and --external-stores exclude each other"
  if [ -z "$data$external" ]; then
    case $(is_configured && echo configured),$([ -e .yeoul ] && echo demo) in
      configured,demo) refuse "there is a demo in .yeoul and MYSQL_HOST is set: add --data .yeoul or --external-stores" ;;
      configured,) external=yes ;;
      *) data=.yeoul ;;
    esac
  fi
  if [ -n "$external" ]; then
    run_server "${args[@]}"
  fi
  check_option_data "$data"
  # An import may fill a new folder; users are in one that is there.
  [ "${args[0]}" = import ] || [ -f "$data/.yeoul-data" ] ||
    fail "there is no demo in $data: start one (./yeoul demo), say where it is (--data DIR), or take the configured stores (--external-stores)"
  require_stores_platform ${system[@]+"${system[@]}"}
  run_server_embedded run --data "$data" ${system[@]+"${system[@]}"} -- "${args[@]}"
}

# Read by run and verify: what this machine lacks, installing it, and building as the calling user.
# The reader sets $home (the root of the working copy) and $me (its own name) before.
# shellcheck shell=sh disable=SC2154

# Gaoler refuses what others than its owner may write to.
umask 022

die() {
  printf '%s: %s\n' "$me" "$*" >&2
  exit 1
}

wrong_usage() {
  printf '%s: %s - see %s --help\n' "$me" "$*" "$me" >&2
  exit 2
}

say() {
  printf '%s\n' "$*"
}

headline() {
  if [ -t 1 ]; then
    printf '\033[1m== %s\033[0m\n' "$*"
  else
    printf '== %s\n' "$*"
  fi
}

is_root() {
  [ "$(id -u)" = 0 ]
}

has() {
  command -v "$1" >/dev/null 2>&1
}

# Sets JAVA_HOME to a JDK from 17 to 23: the build and the shell need no older and no newer one.
find_jdk() {
  for candidate in "${JAVA_HOME:-}" "$(jdk_in_path)" /usr/lib/jvm/*; do
    if is_jdk "$candidate"; then
      JAVA_HOME=$candidate
      PATH=$JAVA_HOME/bin:$PATH
      export JAVA_HOME PATH
      return 0
    fi
  done
  return 1
}

jdk_in_path() {
  has javac || return 0
  dirname "$(dirname "$(readlink -f "$(command -v javac)")")"
}

is_jdk() {
  [ -x "$1/bin/javac" ] || return 1
  version=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
  [ "${version:-0}" -ge 17 ] && [ "$version" -le 23 ]
}

# Debian 12 has JDK 17, Debian 13 has JDK 21.
jdk_package() {
  if [ "$(. /etc/os-release && echo "${VERSION_ID:-}")" = 12 ]; then
    echo openjdk-17-jdk-headless
  else
    echo openjdk-21-jdk-headless
  fi
}

# Prints the packages that the given words ask for and this machine lacks: jdk maven nftables iptables
# ipset conntrack tcpdump iproute2 python3 (the system's own, which Debian's fail2ban is made for)
lacking() {
  for need in "$@"; do
    case $need in
      jdk) find_jdk || jdk_package ;;
      maven) has mvn || echo maven ;;
      iptables) has iptables-restore && has ip6tables-restore || echo iptables ;;
      nftables) has nft || echo nftables ;;
      ipset) has ipset || echo ipset ;;
      conntrack) has conntrack || echo conntrack ;;
      tcpdump) has tcpdump || echo tcpdump ;;
      iproute2) has ip || echo iproute2 ;;
      python3) [ -x /usr/bin/python3 ] || echo python3 ;;
    esac
  done
}

# Installs what the given words ask for, after asking once; $yes says that it was asked before.
provide() {
  # /usr/sbin is not in everybody's path, but the firewall's tools lie there.
  PATH=$PATH:/usr/sbin:/sbin
  export PATH
  packages=$(lacking "$@" | xargs)
  if [ -n "$packages" ]; then
    install_packages
  fi
  case " $* " in
    *" jdk "*) find_jdk || die "no JDK from 17 to 23 found: install $(jdk_package) or set JAVA_HOME" ;;
  esac
}

install_packages() {
  is_root || die "this machine lacks $packages: run sudo apt-get install --no-install-recommends $packages"
  has apt-get || die "this machine lacks $packages and has no apt-get: install them by hand"
  say "To be installed with apt-get, since this machine lacks it: $packages"
  say "(none of these starts a daemon)"
  [ "${yes:-no}" = yes ] || ask "Install now?"
  export DEBIAN_FRONTEND=noninteractive
  apt_log=$(mktemp)
  # shellcheck disable=SC2086 # a list of package names
  if ! { apt-get update && apt-get install -y --no-install-recommends $packages; } \
    >"$apt_log" 2>&1 </dev/null; then
    cat "$apt_log" >&2
    rm -f "$apt_log"
    die "apt-get could not install $packages: mend what it says above and start again"
  fi
  rm -f "$apt_log"
}

ask() {
  [ -t 0 ] || die "standard input is no terminal to answer on: say --yes"
  printf '%s [Y/n] ' "$1"
  read -r answer || answer=n
  case $answer in
    '' | [yY]*) ;;
    *) die "nothing was done" ;;
  esac
}

# Runs a command as the person who called sudo, so that the working copy and the Maven repository
# stay theirs; as root if there is no such person or the working copy is not theirs.
as_caller() {
  if is_root && [ -n "${SUDO_USER:-}" ] && [ "$SUDO_USER" != root ] \
    && runuser -u "$SUDO_USER" -- test -w "$home"; then
    runuser -u "$SUDO_USER" -- env \
      HOME="$(getent passwd "$SUDO_USER" | cut -d: -f6)" \
      JAVA_HOME="$JAVA_HOME" PATH="$PATH" "$@"
  else
    "$@"
  fi
}

# The folder of the built distribution, or nothing.
distribution() {
  for found in "$home"/distribution/target/*/bin/gaolerd; do
    [ ! -x "$found" ] || dirname "$(dirname "$found")"
  done | head -n 1
}

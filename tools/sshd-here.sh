# Read by run: where this machine's sshd logs, on which ports it listens, and who must not be banned.
# The reader sets $log, empty if it is to be found.
# shellcheck shell=sh disable=SC2154

# Sets $log to sshd's log file if there is one, and says what will be read.
find_sshd_log() {
  if [ -n "$log" ]; then
    case $log in /*) ;; *) log=$PWD/$log ;; esac
    [ -e "$log" ] || die "--log $log: no such file"
  else
    for file in /var/log/auth.log /var/log/secure; do
      [ -z "$log" ] && [ -e "$file" ] && log=$file
    done
  fi
  if [ -n "$log" ]; then
    [ -r "$log" ] || die "cannot read $log: run as root, or join the group $(stat -c %G "$log")"
    say "sshd's log:    $log"
  elif has journalctl && { [ -d /var/log/journal ] || [ -d /run/log/journal ]; }; then
    say "sshd's log:    the journal"
  else
    say "sshd's log:    none yet, neither /var/log/auth.log nor /var/log/secure nor a journal;" \
      "Gaoler waits until one appears (or name it with --log)"
  fi
}

# Prints sshd's ports, comma-separated; "ssh" if its configuration cannot be asked.
sshd_ports() {
  ports=$({ has sshd && sshd -T 2>/dev/null; } | awk '$1 == "port" { print $2 }' | paste -s -d ,)
  [ -n "$ports" ] || ports=$(awk 'tolower($1) == "port" { print $2 }' /etc/ssh/sshd_config 2>/dev/null | paste -s -d ,)
  echo "${ports:-ssh}"
}

# Prints the addresses of this host and of those who are logged in to it, one a line.
protected_addresses() {
  { own_addresses; client_of_caller; logged_in; } | grep -E '^[0-9a-fA-F.:]+$' | grep '[.:]' | sort -u
}

own_addresses() {
  if has ip; then
    ip -o addr show | awk '$3 ~ /^inet/ { sub("/.*", "", $4); print $4 }' | grep -vE '^(127\.|::1$)'
  else
    hostname -I | tr ' ' '\n'
  fi
}

# sudo drops SSH_CONNECTION, but the shells above it still have it in their environment.
client_of_caller() {
  echo "${SSH_CONNECTION:-} " | cut -d ' ' -f 1
  echo "${SSH_CLIENT:-} " | cut -d ' ' -f 1
  ancestor=$$
  while [ "${ancestor:-0}" -gt 1 ] && [ -d "/proc/$ancestor" ]; do
    tr '\0' '\n' 2>/dev/null <"/proc/$ancestor/environ" | sed -n 's/^SSH_CONNECTION=\([^ ]*\).*/\1/p'
    ancestor=$(sed -n 's/^PPid:[^0-9]*//p' "/proc/$ancestor/status")
  done
}

# Inside screen or tmux the environment may be that of an earlier login: all present ones count.
logged_in() {
  { has who && who --ips 2>/dev/null; } | awk '{ print $NF }' | tr -d '()' | sed 's/:S\.[0-9]*$//'
}

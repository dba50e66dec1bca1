# Removes the records of one jail from a zone, and the A records that nobody else's TXT speaks for.
# arguments: zone, server, port, key file (may be empty), mark, dig, nsupdate
zone=$1 server=$2 port=$3 keyfile=$4 mark=$5 dig=$6 nsupdate=$7
set --
[ -z "$keyfile" ] || set -- -k "$keyfile"
{
  printf 'server %s %s\nzone %s\n' "$server" "$port" "$zone"
  # shellcheck disable=SC2086 # words of a command
  $dig "$@" "@$server" -p "$port" +noall +answer "$zone" AXFR | awk -v mark="$mark" '
    $4 == "TXT" {
      text = $0
      sub(/^[^ \t]+[ \t]+[0-9]+[ \t]+IN[ \t]+TXT[ \t]+/, "", text)
      if (!match(text, /"gaoler:[^ "]+ until=[^ "]+ answer=[0-9.]+"$/)) {
        kept[$1] = 1
        next
      }
      split(substr(text, RSTART + 1, RLENGTH - 2), claim, " ")
      sub(/^answer=/, "", claim[3])
      if (claim[1] != mark) {
        claimed[$1, claim[3]] = 1
        next
      }
      count++
      name[count] = $1
      record[count] = text
      answer[count] = claim[3]
    }
    END {
      for (i = 1; i <= count; i++) {
        print "update delete " name[i] " TXT " record[i]
        if (!(name[i] in kept) && !((name[i], answer[i]) in claimed)) {
          print "update delete " name[i] " A " answer[i]
        }
        if (i % 100 == 0) print "send"
      }
    }'
  echo send
} | $nsupdate "$@"

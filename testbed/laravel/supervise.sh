#!/bin/sh
# Runs the services of one instance until standard input ends: whoever started it stops it so, or died. Then it ends
# them all and removes their folder. Give it a session of its own, or the terminal's Ctrl-C reaches it too.
#
# usage: supervise.sh <folder> <command>...
set -u
folder=$1
shift
cd "$folder" || exit 1

services=
for command in "$@"; do
  sh -c "exec $command" >>services.log 2>&1 </dev/null &
  services="$services $!"
done

cat >/dev/null
# One by one, not as a group: PHP-FPM leaves the group. The first goes last: the others may need it to end, as Horizon
# needs Redis.
end() {
  for service in "$@"; do
    kill -TERM "$service" 2>/dev/null
  done
  for service in "$@"; do
    wait "$service"
  done
}
set -- $services
first=$1
shift
end "$@"
end "$first"
cd / && rm -rf "$folder"

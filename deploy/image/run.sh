# What kubelet gives a pod of the chart, as far as one machine can: a root that is read-only, /tmp, no privileges.
# $1 root of the image, $2 user:group, $3 folder; then the command.
set -eu
root=$1 user=$2 folder=$3
shift 3
mount --bind "$root" "$root"
mount -o remount,bind,ro "$root"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o size=16m,mode=1777,nosuid,nodev tmpfs "$root/tmp"
exec setpriv --no-new-privs --bounding-set=-all,+setuid,+setgid,+sys_chroot \
  chroot --userspec="$user" --groups="${user#*:}" "$root" /usr/bin/env -i -C "$folder" "$@"

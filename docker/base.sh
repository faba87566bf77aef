#!/usr/bin/env bash
# Makes the base image of the scorer from Debian's packages, for where no image registry is reached: the same packages that
# the distroless image has, on a Debian 12 with apt and python3.
#   docker/base.sh base.tar
#   ./mvnw -Pimage -pl src/stream -am package -DskipTests -Dimage.base=tar://$PWD/base.tar
set -euo pipefail

to=$(realpath "${1:?usage: docker/base.sh FILE}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/debs" "$work/root" "$work/image"
(cd "$work/debs" && apt-get download -q base-files netbase tzdata libc6 ca-certificates)
for package in "$work"/debs/*.deb; do
    dpkg -x "$package" "$work/root"
done
rm -rf "$work"/root/usr/share/{doc,man,locale}
install -d -m 1777 "$work/root/tmp"
printf 'root:x:0:0:root:/root:/sbin/nologin\n' >"$work/root/etc/passwd"
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 -C "$work/root" -cf "$work/image/layer.tar" .
python3 - "$work/image" "$(dpkg --print-architecture)" <<'END'
import hashlib, json, pathlib, sys
folder, architecture = pathlib.Path(sys.argv[1]), sys.argv[2]
digest = "sha256:" + hashlib.sha256((folder / "layer.tar").read_bytes()).hexdigest()
config = {"architecture": architecture, "os": "linux", "config": {}, "rootfs": {"type": "layers", "diff_ids": [digest]}}
(folder / "config.json").write_text(json.dumps(config))
manifest = [{"Config": "config.json", "RepoTags": ["base:debian12"], "Layers": ["layer.tar"]}]
(folder / "manifest.json").write_text(json.dumps(manifest))
END
tar -C "$work/image" -cf "$to" manifest.json config.json layer.tar
echo "$to: $(stat -c %s "$to") bytes"

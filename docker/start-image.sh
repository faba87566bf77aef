#!/usr/bin/env bash
# Starts the scorer's image without an engine: unpacks the tar that `./mvnw -Pimage` made, and runs its entry point in there
# as the user that it names. Says how large it is and how long it takes until /healthz answers. On Linux, as root.
#   docker/start-image.sh src/stream/target/jib-image.tar PIPELINE.yaml
set -euo pipefail

image=$(realpath "${1:?usage: docker/start-image.sh IMAGE.tar PIPELINE.yaml}")
pipeline=$(realpath "${2:?usage: docker/start-image.sh IMAGE.tar PIPELINE.yaml}")
port=${SLUICE_HTTP_PORT:-18080}
work=$(mktemp -d)
process=
end() {
    [[ -z $process ]] || kill "$process" 2>/dev/null && wait "$process" 2>/dev/null || true
    mountpoint -q "$work/root/proc" && umount "$work/root/proc"
    rm -rf "$work"
}
trap end EXIT

mkdir "$work/tar" "$work/root"
tar -C "$work/tar" -xf "$image"
python3 - "$work" <<'END'
import json, pathlib, subprocess, sys
work = pathlib.Path(sys.argv[1])
manifest = json.loads((work / "tar/manifest.json").read_text())[0]
for layer in manifest["Layers"]:
    subprocess.run(["tar", "-C", work / "root", "--same-permissions", "-xf", work / "tar" / layer], check=True)
config = json.loads((work / "tar" / manifest["Config"]).read_text())["config"]
(work / "environment").write_text("\n".join(config["Env"]) + "\n")
(work / "entrypoint").write_text("\n".join(config["Entrypoint"] + config["Cmd"]) + "\n")
(work / "user").write_text(config["User"])
END
echo "image: $(($(stat -c %s "$image") / 1000000)) MB as a tar, $(($(du -sb "$work/root" | cut -f 1) / 1000000)) MB unpacked, user $(<"$work/user")"

install -D -m 644 "$pipeline" "$work/root/etc/sluice/pipeline.yaml"
mkdir -p "$work/root/proc"
mount -t proc proc "$work/root/proc"
mapfile -t environment <"$work/environment"
mapfile -t entrypoint <"$work/entrypoint"
chroot=$(command -v chroot)
from=$(date +%s%N)
env -i "${environment[@]}" "SLUICE_HTTP_PORT=$port" \
    "$chroot" --userspec="$(<"$work/user")" "$work/root" "${entrypoint[@]}" &
process=$!
until curl --fail --silent --output /dev/null "http://127.0.0.1:$port/healthz"; do
    kill -0 "$process" 2>/dev/null || { echo "it ended before it answered" >&2; exit 1; }
    sleep 0.1
done
echo "alive after $((($(date +%s%N) - from) / 1000000)) ms: $(curl --silent "http://127.0.0.1:$port/readyz")"
[[ -z ${READY:-} ]] || {
    until curl --fail --silent --output /dev/null "http://127.0.0.1:$port/readyz"; do sleep 0.1; done
    echo "ready after $((($(date +%s%N) - from) / 1000000)) ms: $(curl --silent "http://127.0.0.1:$port/readyz")"
}

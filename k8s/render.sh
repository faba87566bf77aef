#!/usr/bin/env bash
# Writes down what the overlays and the chart come to, for the tests that check it. Needs kubectl and helm; run it after
# every change below k8s/, and look at the difference.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

to=src/cli/src/test/resources/deployment
mkdir -p "$to"
for overlay in single production; do
    kubectl kustomize "k8s/overlays/$overlay" >"$to/overlay-$overlay.yaml"
done
for values in default production; do
    helm lint --strict k8s/helm/sluice --values "src/cli/src/test/helm/$values.yaml" >&2
    helm template sluice k8s/helm/sluice --kube-version 1.32 --values "src/cli/src/test/helm/$values.yaml" \
        >"$to/chart-$values.yaml"
done
for folder in k8s/base k8s/helm k8s/overlays src/cli/src/test/helm; do
    find "$folder" -type f | LC_ALL=C sort
done | xargs sha256sum | sha256sum | cut -d ' ' -f 1 >"$to/rendered-from.sha256"

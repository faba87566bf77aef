{{/* Name of what belongs to the release: `sluice` for a release of that name, else `RELEASE-sluice`. */}}
{{- define "sluice.name" -}}
{{- if contains "sluice" .Release.Name }}{{ .Release.Name | trunc 50 | trimSuffix "-" }}{{ else }}{{ printf "%s-sluice" (.Release.Name | trunc 43 | trimSuffix "-") }}{{ end }}
{{- end }}

{{/* Labels that selectors go by; they never change. */}}
{{- define "sluice.selector" -}}
app.kubernetes.io/name: sluice
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{/* Labels of everything. */}}
{{- define "sluice.labels" -}}
{{ include "sluice.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{/* An image, from (list . "scorer"). */}}
{{- define "sluice.image" -}}
{{- $root := index . 0 -}}
{{- with $root.Values.registry }}{{ . }}/{{ end }}sluice-{{ index . 1 }}:{{ $root.Values.tag | default $root.Chart.AppVersion }}
{{- end }}

{{/* Variables of scorer and trainer alike. */}}
{{- define "sluice.env" -}}
# The kubelet and Prometheus come from outside of the pod; the default is loopback.
- name: SLUICE_HTTP_HOST
  value: 0.0.0.0
- name: SLUICE_LOG_FORMAT
  value: {{ .Values.logFormat }}
{{- range .Values.secretEnv }}
- name: {{ .name }}
  valueFrom:
    secretKeyRef:
      name: {{ .secret }}
      key: {{ .key }}
{{- end }}
{{- end }}

{{/* What a pod of either kind may do, and where it may run, from (list . .Values.scorer). */}}
{{- define "sluice.pod" -}}
{{- $root := index . 0 -}}
{{- $part := index . 1 -}}
automountServiceAccountToken: false
# A Service named sluice-kafka would put SLUICE_KAFKA_PORT among the overrides of the pipeline file.
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile:
    type: RuntimeDefault
{{- with $root.Values.pullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $part.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $part.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $part.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* What a container of either kind may do, and what it sees. */}}
{{- define "sluice.container" -}}
{{- with .Values.pullPolicy }}
imagePullPolicy: {{ . }}
{{- end }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
volumeMounts:
  - name: pipeline
    mountPath: /etc/sluice
    readOnly: true
  - name: tmp
    mountPath: /tmp
{{- end }}

{{- define "parity.name" -}}
parity-{{ .Values.tenant }}
{{- end -}}

{{/* What never changes in the life of a component: selectors use it. */}}
{{- define "parity.selector" -}}
app.kubernetes.io/name: parity
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "parity.labels" -}}
{{ include "parity.selector" . }}
app.kubernetes.io/part-of: parity
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
{{- with .root.Values.tenant }}
tenant: {{ . }}
{{- end }}
{{- end -}}

{{/* Name, namespace and labels of an object: dict root, component, name. */}}
{{- define "parity.metadata" -}}
name: {{ .name }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "parity.labels" . | nindent 2 }}
  {{- if .prometheus }}
  release: {{ .root.Values.prometheusRelease }}
  {{- end }}
{{- end -}}

{{- define "parity.image" -}}
{{ .repository }}:{{ .tag }}{{ with .digest }}@{{ . }}{{ end }}
{{- end -}}

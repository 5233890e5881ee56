{{/* What the profile "restricted" of Pod Security asks for, and no token of the cluster. Dict: user. */}}
{{- define "parity.podSecurity" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: {{ .user }}
  runAsGroup: {{ .user }}
  fsGroup: {{ .user }}
  seccompProfile: { type: RuntimeDefault }
{{- end -}}

{{- define "parity.containerSecurity" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
{{- end -}}

{{- define "parity.placement" -}}
{{- with .nodeSelector -}}
nodeSelector: {{- toYaml . | nindent 2 }}
{{ end }}
{{- with .tolerations -}}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* Whether a spool would be there for the next process. */}}
{{- define "parity.spools" -}}
{{- if or .Values.spool.persistent (eq .Values.form "serve") }}yes{{ end }}
{{- end -}}

{{/* Where results are pushed; a Deployment is scraped, and what it says twice would count twice. */}}
{{- define "parity.pushes" -}}
{{- if eq .Values.form "once" }}{{ .Values.push.url }}{{ end }}
{{- end -}}

{{- define "parity.args" -}}
- monitor
- {{ .Values.form }}
- --tenant={{ .Values.tenant }}
- --suite={{ .Values.suite }}
{{- with include "parity.pushes" . }}
- --push={{ . }}
{{- end }}
{{- with .Values.faro }}
- --faro={{ . }}
{{- end }}
{{- if include "parity.spools" . }}
- --spool=/var/spool/parity
{{- end }}
{{- if eq .Values.form "once" }}
- --timeout={{ sub .Values.once.activeDeadlineSeconds 60 }}
{{- else }}
- --listen=0.0.0.0:{{ .Values.serve.port }}
- --period={{ .Values.serve.periodSeconds }}
- --grace={{ .Values.serve.graceSeconds }}
- --stop-file=/etc/parity/stop/stop
{{- range .Values.serve.maintenance }}
- {{ printf "--maintenance=%s" . | quote }}
{{- end }}
{{- end }}
{{- with .Values.args }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "parity.container" -}}
name: parity
image: {{ include "parity.image" (merge (dict "tag" (.Values.image.tag | default .Chart.AppVersion)) .Values.image) }}
imagePullPolicy: IfNotPresent
args:
  {{- include "parity.args" . | nindent 2 }}
env:
  {{- range $name, $value := .Values.settings }}
  - { name: {{ $name }}, value: {{ $value | quote }} }
  {{- end }}
  {{- if .Values.originCa.configMap }}
  - { name: PARITY_CLOUDFLARE_ORIGIN_CA, value: /etc/parity/origin-ca/{{ .Values.originCa.key }} }
  {{- end }}
envFrom:
  - secretRef: { name: {{ include "parity.name" . }}-env }
{{ include "parity.containerSecurity" . }}
resources: {{- toYaml .Values.resources | nindent 2 }}
volumeMounts:
  - { name: tmp, mountPath: /tmp }
  {{- if include "parity.spools" . }}
  - { name: spool, mountPath: /var/spool/parity }
  {{- end }}
  {{- if .Values.originCa.configMap }}
  - { name: origin-ca, mountPath: /etc/parity/origin-ca, readOnly: true }
  {{- end }}
  {{- if eq .Values.form "serve" }}
  - { name: stop, mountPath: /etc/parity/stop, readOnly: true }
  {{- end }}
{{- end -}}

{{- define "parity.volumes" -}}
- name: tmp
  emptyDir: { sizeLimit: 16Mi }
{{- if .Values.spool.persistent }}
- name: spool
  persistentVolumeClaim: { claimName: {{ include "parity.name" . }}-spool }
{{- else if include "parity.spools" . }}
- name: spool
  emptyDir: { sizeLimit: {{ .Values.spool.size }} }
{{- end }}
{{- with .Values.originCa.configMap }}
- name: origin-ca
  configMap: { name: {{ . }} }
{{- end }}
{{- if eq .Values.form "serve" }}
# The kill switch: it need not be there.
- name: stop
  configMap: { name: {{ include "parity.name" . }}-stop, optional: true }
{{- end }}
{{- end -}}

{{/* What both forms share of their pods. */}}
{{- define "parity.pod" -}}
serviceAccountName: {{ include "parity.name" . }}
imagePullSecrets:
  - name: {{ .Values.imagePullSecret }}
{{ include "parity.podSecurity" (dict "user" 10001) }}
{{- with include "parity.placement" .Values }}
{{ . }}
{{- end }}
volumes:
  {{- include "parity.volumes" . | nindent 2 }}
{{- end -}}

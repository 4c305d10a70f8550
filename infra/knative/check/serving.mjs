// What Knative Serving's webhook refuses though the schema of a pod has it: pkg/apis/serving/fieldmask.go and
// k8s_validation.go of v0.49 (Knative 1.22), with all feature flags as they are installed.

const POD = [
  "automountServiceAccountToken", "containerConcurrency", "containers", "enableServiceLinks", "idleTimeoutSeconds",
  "imagePullSecrets", "responseStartTimeoutSeconds", "serviceAccountName", "timeoutSeconds", "volumes",
];
const CONTAINER = [
  "args", "command", "env", "envFrom", "image", "imagePullPolicy", "livenessProbe", "name", "ports", "readinessProbe",
  "resources", "securityContext", "startupProbe", "terminationMessagePath", "terminationMessagePolicy", "volumeMounts",
  "workingDir",
];
const SECURITY = [
  "allowPrivilegeEscalation", "capabilities", "privileged", "readOnlyRootFilesystem", "runAsGroup", "runAsNonRoot",
  "runAsUser", "seccompProfile",
];
const VOLUME = ["configMap", "emptyDir", "name", "projected", "secret"];
const MOUNT = ["mountPath", "name", "readOnly", "subPath"];
const RESERVED_PATHS = ["/", "/dev", "/dev/log"];
const RESERVED_VARIABLES = ["PORT", "K_SERVICE", "K_CONFIGURATION", "K_REVISION"];
const AUTOSCALING = [
  "activation-scale", "class", "initial-scale", "max-scale", "metric", "metric-aggregation-algorithm", "min-scale",
  "panic-threshold-percentage", "panic-window-percentage", "scale-down-delay", "scale-to-zero-pod-retention-period", "target",
  "target-burst-capacity", "target-utilization-percentage", "window",
];

/** Of a Knative Service; none of anything else. */
export function refusals(document) {
  if (document.apiVersion !== "serving.knative.dev/v1" || document.kind !== "Service") {
    return [];
  }
  return [...service(document.spec?.template ?? {})];
}

function* service(template) {
  const pod = template.spec ?? {};
  const at = "/spec/template/spec";
  yield* annotations(template.metadata?.annotations ?? {});
  yield* others(pod, POD, at);
  for (const [i, volume] of (pod.volumes ?? []).entries()) {
    yield* others(volume, VOLUME, `${at}/volumes/${i}`);
  }
  const writable = new Set((pod.volumes ?? []).filter((volume) => volume.emptyDir).map((volume) => volume.name));
  for (const [i, container] of (pod.containers ?? []).entries()) {
    yield* ofContainer(container, writable, `${at}/containers/${i}`);
  }
}

function* ofContainer(container, writable, at) {
  yield* others(container, CONTAINER, at);
  yield* others(container.securityContext ?? {}, SECURITY, `${at}/securityContext`);
  for (const [i, variable] of (container.env ?? []).entries()) {
    if (RESERVED_VARIABLES.includes(variable.name)) {
      yield `${at}/env/${i}/name: ${variable.name} is Knative's own`;
    }
  }
  for (const [i, mount] of (container.volumeMounts ?? []).entries()) {
    yield* others(mount, MOUNT, `${at}/volumeMounts/${i}`);
    if (RESERVED_PATHS.includes(mount.mountPath)) {
      yield `${at}/volumeMounts/${i}/mountPath: ${mount.mountPath} is reserved`;
    }
    if (!writable.has(mount.name) && mount.readOnly !== true) {
      yield `${at}/volumeMounts/${i}/readOnly: must be true for this kind of volume`;
    }
  }
}

function* annotations(given) {
  for (const name of Object.keys(given)) {
    const [group, key] = name.split("/");
    if (group === "autoscaling.knative.dev" && !AUTOSCALING.includes(key)) {
      yield `/spec/template/metadata/annotations/${name}: the autoscaler knows no such annotation`;
    }
  }
}

function* others(object, allowed, at) {
  for (const key of Object.keys(object)) {
    if (!allowed.includes(key)) {
      yield `${at}/${key}: Knative Serving refuses this field unless a feature flag allows it`;
    }
  }
}

// Judges every document of every manifest under the folders that are named, and says what is wrong with which field of
// which: node manifests.mjs FOLDER... Ends with 1 where anything is.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { refusals } from "./serving.mjs";
import { Watched } from "./watched.mjs";

const KUSTOMIZE = "kustomize.config.k8s.io/";

function files(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".yaml"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** The validator of a kind; null where there is no such kind. */
async function model({ apiVersion, kind }) {
  const group = String(apiVersion).includes("knative.dev/") ? "@kubernetes-models/knative" : "kubernetes-models";
  try {
    return (await import(`${group}/${apiVersion}/${kind}`))[kind].prototype;
  } catch (e) {
    if (e.code === "ERR_MODULE_NOT_FOUND" || e.code === "ERR_PACKAGE_PATH_NOT_EXPORTED") {
      return null;
    }
    throw e;
  }
}

/** The schema of a SinkBinding wants a status, as its Go type has one always; that is the cluster's to write. */
function isOurs({ instancePath, params }) {
  return !(instancePath === "" && params.missingProperty === "status");
}

async function mistakes(document) {
  const known = await model(document);
  if (known === null) {
    return [`/kind: there is no ${document.kind} in ${document.apiVersion}`];
  }
  const found = [];
  const watched = new Watched(document);
  try {
    known.validate.call(watched.proxy);
  } catch (e) {
    if (!Array.isArray(e.errors)) {
      throw e;
    }
    found.push(...e.errors.filter(isOurs).map((error) => `${error.instancePath || "/"}: ${error.message} ${JSON.stringify(error.params)}`));
  }
  // The schemas are open: whatever they do not know they let pass, and a cluster drops.
  found.push(...watched.unread().map((path) => `${path}: unknown field`));
  found.push(...refusals(document));
  return found;
}

let documents = 0;
let wrong = 0;

function say(file, text) {
  wrong++;
  console.log(`${file}: ${text}`);
}

async function judge(file) {
  for (const [number, parsed] of parseAllDocuments(readFileSync(file, "utf8")).entries()) {
    const where = `document ${number + 1}`;
    if (parsed.errors.length > 0) {
      say(file, `${where}: ${parsed.errors[0].message}`);
      continue;
    }
    const document = parsed.toJS();
    if (document === null || typeof document !== "object") {
      say(file, `${where}: is empty`);
      continue;
    }
    if (String(document.apiVersion).startsWith(KUSTOMIZE)) {
      continue;
    }
    documents++;
    for (const mistake of await mistakes(document)) {
      say(file, `${where}, ${document.kind} ${document.metadata?.name}: ${mistake}`);
    }
  }
}

for (const file of process.argv.slice(2).flatMap(files)) {
  await judge(file);
}
console.log(`${documents} documents, ${wrong} mistakes`);
process.exit(wrong === 0 && documents > 0 ? 0 : 1);

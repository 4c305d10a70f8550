#!/usr/bin/env bash
# Inside the build: what is packaged of the flow $1 goes to $2, as it will be in the image, a folder for each layer. All files and
# folders bear one time, so that a layer has the same bytes whenever it is built; and Java's cache looks at the time of a jar.
set -euo pipefail
flow="$1" to="$2"
app="functions/$flow/target/quarkus-app"
[ -f "$app/quarkus-run.jar" ] || { echo "FLOW is '$flow': there is no such folder in functions/" >&2; exit 1; }

# By how often they change: other people's jars, ours, and what Quarkus generates, which is never twice the same.
libraries="$to/1/libraries" ours="$to/2/mosaic" generated="$to/3/generated"
mkdir -p "$libraries" "$ours/jars" "$ours/sqlite" "$generated"
cp "$app"/lib/boot/*.jar "$app"/lib/main/*.jar "$libraries/"
mv "$libraries"/dev.mosaicstack.*.jar "$ours/jars/"
cp "$app"/app/*.jar "$app"/quarkus/transformed-bytecode.jar "$ours/jars/"
cp "$app"/quarkus/generated-bytecode.jar "$generated/"

# SQLite's library for this processor; the jar keeps those of all systems.
library="org/sqlite/native/Linux/$(uname -m)/libsqlitejdbc.so"
(cd "$to" && jar --extract --file "$libraries"/org.xerial.sqlite-jdbc-*.jar "$library")
mv "$to/$library" "$ours/sqlite/"

# As write_class_path of ./mosaic: what Quarkus has rewritten comes first. The main class is that of quarkus-run.jar.
class_path=/mosaic/jars/transformed-bytecode.jar:/mosaic/generated/generated-bytecode.jar
for jar in "$ours"/jars/*.jar "$libraries"/*.jar; do
    case "$jar" in
        */transformed-bytecode.jar) ;;
        "$libraries"/*) class_path="$class_path:/libraries/${jar##*/}" ;;
        *) class_path="$class_path:/mosaic/jars/${jar##*/}" ;;
    esac
done
main=io.quarkus.runner.GeneratedMain
[ "$flow" != all-in-one ] || main=dev.mosaicstack.functions.allinone.Mosaic
printf -- '-cp "%s"\n%s\n' "$class_path" "$main" >"$ours/program.args"

cp infra/images/java.args "$ours/"
cp "functions/$flow/target/$flow.cdx.json" "$ours/sbom.cdx.json"
chmod -R u=rwX,go=rX "$to"
find "$to" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +

#!/usr/bin/env bash
# Inside the build: what is packaged of the flow $1 goes to $2 as it will be in the image below /opt/mosaic. All files bear one
# time, so that their layers have the same bytes whenever they are built; and Java's cache looks at the time of a jar.
set -euo pipefail
flow="$1" to="$2"
app="functions/$flow/target/quarkus-app"
[ -f "$app/quarkus-run.jar" ] || { echo "FLOW is '$flow': there is no such folder in functions/" >&2; exit 1; }

# What changes rarely is a layer of its own: other people's jars.
mkdir -p "$to/lib" "$to/app" "$to/sqlite"
cp "$app"/lib/boot/*.jar "$app"/lib/main/*.jar "$to/lib/"
mv "$to"/lib/dev.mosaicstack.*.jar "$to/app/"
cp "$app"/app/*.jar "$app"/quarkus/*-bytecode.jar "$to/app/"

# SQLite's library for this processor; the jar keeps those of all systems.
(cd "$to/sqlite" && jar --extract --file "$to"/lib/org.xerial.sqlite-jdbc-*.jar "org/sqlite/native/Linux/$(uname -m)/libsqlitejdbc.so")
mv "$to/sqlite/org/sqlite/native/Linux/$(uname -m)/libsqlitejdbc.so" "$to/sqlite/"
rm -r "$to/sqlite/org"

# As write_class_path of ./mosaic: what Quarkus has rewritten comes first. The main class is that of quarkus-run.jar.
class_path=/opt/mosaic/app/transformed-bytecode.jar:/opt/mosaic/app/generated-bytecode.jar
for jar in "$to"/app/*.jar "$to"/lib/*.jar; do
    case "$jar" in
        *-bytecode.jar) ;;
        *) class_path="$class_path:/opt/mosaic${jar#"$to"}" ;;
    esac
done
main=io.quarkus.runner.GeneratedMain
[ "$flow" != all-in-one ] || main=dev.mosaicstack.functions.allinone.Mosaic
printf -- '-cp "%s"\n%s\n' "$class_path" "$main" >"$to/program.args"

cp infra/images/java.args "$to/"
cp "functions/$flow/target/$flow.cdx.json" "$to/sbom.cdx.json"
chmod -R u=rwX,go=rX "$to"
find "$to" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +

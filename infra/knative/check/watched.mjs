/**
 * Sees which fields of a document its validator looks at. One that it never looked at is none that it knows: generated
 * validators read each known field by its name, and enumerate what is a map.
 */
export class Watched {
  #looks = new WeakMap();
  #document;

  constructor(document) {
    this.#document = document;
    this.proxy = this.#watch(document);
  }

  #watch(value) {
    if (value === null || typeof value !== "object") {
      return value;
    }
    let look = this.#looks.get(value);
    if (look === undefined) {
      look = { read: new Set(), enumerated: false };
      look.proxy = new Proxy(value, {
        get: (target, key) => {
          look.read.add(key);
          return this.#watch(target[key]);
        },
        ownKeys: (target) => {
          look.enumerated = true;
          return Reflect.ownKeys(target);
        },
      });
      this.#looks.set(value, look);
    }
    return look.proxy;
  }

  /** Paths of what was not looked at, and of what says nothing. */
  unread() {
    return [...this.#unread(this.#document, "")];
  }

  *#unread(value, path) {
    const look = this.#looks.get(value);
    for (const [key, child] of Object.entries(value)) {
      const at = `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      if (child === null || !(look.enumerated || look.read.has(key))) {
        yield at;
      } else if (typeof child === "object") {
        yield* this.#unread(child, at);
      }
    }
  }
}

/** The part of WebAssembly's interface that is used here; Node has it, and its types leave it to those of browsers. */
declare namespace WebAssembly {
  class Memory {
    constructor(size: { readonly initial: number });
    /** Another one whenever the memory has grown. */
    readonly buffer: ArrayBuffer;
  }

  class Module {
    constructor(bytes: Uint8Array<ArrayBuffer>);
  }

  class Instance {
    constructor(
      module: Module,
      imports: Readonly<Record<string, Readonly<Record<string, Memory>>>>,
    );
    readonly exports: Readonly<Record<string, unknown>>;
  }

  /** Whether it is a module, and one that this machine can run. */
  function validate(bytes: Uint8Array<ArrayBuffer>): boolean;
}

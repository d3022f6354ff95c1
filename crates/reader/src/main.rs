//! The worker's edge: a file in, its text out.

#[cfg(target_arch = "wasm32")]
mod edge;

#[cfg(target_arch = "wasm32")]
fn main() {
    edge::listen();
}

/// On any other machine there is nobody to talk to.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}

//! Functions that are alike, one after another.
//!
//! gzip finds again what it has seen in the last 32 kB, and best what it has seen a moment ago. The compiler makes the
//! same function for many types, and wasm-opt leaves them wherever they were: in an order made for gzip, the main wasm
//! weighs some twentieth less on its way. What the functions do, and where the table has them, stays the same.

use std::collections::HashMap;
use std::collections::VecDeque;
use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{
    CodeSectionReader, CustomSectionReader, FunctionBody, FunctionSectionReader, Parser, Payload,
    TypeRef,
};

use crate::Outcome;

/// Likeness is counted in pieces of so many bytes. Fewer are in most functions, more in none of another type.
const PIECE: usize = 5;

/// What comes next is what is most like the last so many bytes.
const WINDOW: usize = 12_000;

/// A piece that more functions have than this says nothing of any.
const COMMON: usize = 200;

/// Else the smallest functions would come before all others, for the few pieces that they have.
const SMALL: usize = 8;

/// The same wasm, without custom sections, with its functions in another order.
pub fn by_likeness(wasm: &[u8]) -> Outcome<Vec<u8>> {
    let read = read(wasm).map_err(|e| format!("The functions of a wasm cannot be read: {e}."))?;
    let mut new = Reordered {
        order: order(&read.bodies),
        imported: read.imported,
        place: vec![0; read.bodies.len()],
    };
    for (place, &function) in new.order.iter().enumerate() {
        new.place[function] = place;
    }
    let mut module = Module::new();
    new.parse_core_module(&mut module, Parser::new(0), wasm)
        .map_err(|e| format!("The functions of a wasm cannot be put in order: {e}."))?;
    Ok(module.finish())
}

struct Read<'a> {
    /// How many functions are imported: their numbers come first, and stay.
    imported: usize,
    bodies: Vec<&'a [u8]>,
}

fn read(wasm: &[u8]) -> Result<Read<'_>, wasmparser::BinaryReaderError> {
    let mut read = Read {
        imported: 0,
        bodies: Vec::new(),
    };
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    if let TypeRef::Func(_) | TypeRef::FuncExact(_) = import?.ty {
                        read.imported += 1;
                    }
                }
            }
            Payload::CodeSectionEntry(body) => read.bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    Ok(read)
}

/// The functions' numbers, in the order in which they are to be. The same for the same bodies, on every machine.
fn order(bodies: &[&[u8]]) -> Vec<usize> {
    let pieces = Pieces::of(bodies);
    // How many functions in the window have a piece, and how many pieces of a function are there.
    let mut seen = vec![0_usize; pieces.functions.len()];
    let mut score = vec![0_usize; bodies.len()];
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    let mut order = Vec::with_capacity(bodies.len());
    let (mut window, mut size) = (VecDeque::new(), 0);
    while !left.is_empty() {
        let mut best = 0;
        for (at, &function) in left.iter().enumerate() {
            // score / pieces, without fractions. Of equals, the first.
            let other = left[best];
            let (mine, theirs) = (pieces.count[function], pieces.count[other]);
            if score[function] * (theirs + SMALL) > score[other] * (mine + SMALL) {
                best = at;
            }
        }
        let next = left.remove(best);
        order.push(next);
        window.push_back(next);
        size += bodies[next].len();
        for &piece in &pieces.in_function[next] {
            seen[piece] += 1;
            if seen[piece] == 1 {
                for &function in &pieces.functions[piece] {
                    score[function] += 1;
                }
            }
        }
        while size > WINDOW && window.len() > 1 {
            let Some(old) = window.pop_front() else { break };
            size -= bodies[old].len();
            for &piece in &pieces.in_function[old] {
                seen[piece] -= 1;
                if seen[piece] == 0 {
                    for &function in &pieces.functions[piece] {
                        score[function] -= 1;
                    }
                }
            }
        }
    }
    order
}

/// What the functions consist of.
struct Pieces {
    /// How many different ones each function has.
    count: Vec<usize>,
    /// Those of each function that tell something: another has them too, but not all have.
    in_function: Vec<Vec<usize>>,
    /// The functions that have each of these.
    functions: Vec<Vec<usize>>,
}

impl Pieces {
    fn of(bodies: &[&[u8]]) -> Self {
        let mut numbers = HashMap::new();
        let mut functions: Vec<Vec<usize>> = Vec::new();
        let mut count = vec![0; bodies.len()];
        for (function, body) in bodies.iter().enumerate() {
            for piece in body.windows(PIECE) {
                let number = *numbers.entry(piece).or_insert_with(|| {
                    functions.push(Vec::new());
                    functions.len() - 1
                });
                if functions[number].last() != Some(&function) {
                    functions[number].push(function);
                    count[function] += 1;
                }
            }
        }
        functions.retain(|functions| (2..=COMMON).contains(&functions.len()));
        let mut in_function = vec![Vec::new(); bodies.len()];
        for (piece, functions) in functions.iter().enumerate() {
            for &function in functions {
                in_function[function].push(piece);
            }
        }
        Self {
            count,
            in_function,
            functions,
        }
    }
}

/// Writes a wasm anew, with its own functions in this order.
struct Reordered {
    order: Vec<usize>,
    /// Where each function is in it.
    place: Vec<usize>,
    imported: usize,
}

impl Reencode for Reordered {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Infallible>> {
        let own = usize::try_from(function)
            .ok()
            .and_then(|function| function.checked_sub(self.imported));
        let Some(&place) = own.and_then(|own| self.place.get(own)) else {
            return Ok(function);
        };
        u32::try_from(place + self.imported).map_err(|_| Error::InvalidCodeSectionSize)
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let types = section.into_iter().collect::<Result<Vec<u32>, _>>()?;
        for &function in &self.order {
            let ty = types.get(function).ok_or(Error::InvalidCodeSectionSize)?;
            functions.function(*ty);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let bodies = section
            .into_iter()
            .collect::<Result<Vec<FunctionBody<'_>>, _>>()?;
        for function in self.order.clone() {
            let body = bodies.get(function).ok_or(Error::InvalidCodeSectionSize)?;
            utils::parse_function_body(self, code, body.clone())?;
        }
        Ok(())
    }

    /// None is needed, and some have functions' numbers in ways that are not known here.
    fn parse_custom_section(
        &mut self,
        _: &mut Module,
        _: CustomSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        Ok(())
    }
}

#[cfg(test)]
mod tests;

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use wasm_encoder::{
    CodeSection, CustomSection, ElementSection, Elements, EntityType, ExportKind, ExportSection,
    Function, FunctionSection, ImportSection, Module, RefType, TableSection, TableType,
    TypeSection,
};
use wasmparser::{ElementItems, ElementKind, Operator, Parser, Payload, Validator};

use super::{by_likeness, order};

/// Every function by the number that is its own, with what it calls, whether the export, the table or a call names it.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    exports: BTreeMap<String, i32>,
    table: Vec<i32>,
    calls: BTreeMap<i32, Vec<i32>>,
    custom: usize,
}

/// One function is imported; each of the others drops its own number, then others that make it like some or unlike all,
/// and calls the next.
fn wasm(kinds: &[i32]) -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([], []);
    let mut imports = ImportSection::new();
    imports.import("m", "f", EntityType::Function(0));
    let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
    let mut exports = ExportSection::new();
    let all: Vec<u32> = (0..=u32::try_from(kinds.len()).unwrap()).collect();
    for (at, kind) in kinds.iter().enumerate() {
        functions.function(0);
        let mut body = Function::new([]);
        body.instructions().i32_const(at.try_into().unwrap()).drop();
        for n in 0..40 {
            body.instructions().i32_const(kind * 1000 + n).drop();
        }
        let next = all.get(at + 2).copied().unwrap_or(0);
        body.instructions().call(next).end();
        code.function(&body);
        exports.export(&format!("f{at}"), ExportKind::Func, all[at + 1]);
    }
    let mut tables = TableSection::new();
    tables.table(TableType {
        element_type: RefType::FUNCREF,
        table64: false,
        minimum: all.len() as u64,
        maximum: None,
        shared: false,
    });
    let mut elements = ElementSection::new();
    let offset = wasm_encoder::ConstExpr::i32_const(0);
    elements.active(None, &offset, Elements::Functions((&all).into()));
    let note = CustomSection {
        name: "note".into(),
        data: (&[1_u8][..]).into(),
    };
    let mut module = Module::new();
    module
        .section(&types)
        .section(&imports)
        .section(&functions)
        .section(&tables)
        .section(&exports)
        .section(&elements)
        .section(&code)
        .section(&note);
    module.finish()
}

fn told(wasm: &[u8]) -> Told {
    Validator::new().validate_all(wasm).unwrap();
    let (mut bodies, mut exports, mut table, mut custom) = (vec![], vec![], vec![], 0);
    for payload in Parser::new(0).parse_all(wasm) {
        match payload.unwrap() {
            Payload::CodeSectionEntry(body) => bodies.push(body),
            Payload::CustomSection(_) => custom += 1,
            Payload::ExportSection(section) => {
                for export in section {
                    let export = export.unwrap();
                    exports.push((export.name.to_owned(), export.index));
                }
            }
            Payload::ElementSection(section) => {
                for element in section {
                    let element = element.unwrap();
                    assert!(matches!(element.kind, ElementKind::Active { .. }));
                    let ElementItems::Functions(items) = element.items else {
                        panic!("no list of functions");
                    };
                    table.extend(items.into_iter().map(Result::unwrap));
                }
            }
            _ => {}
        }
    }
    let own = |index: u32| -> i32 {
        let Some(body) = index.checked_sub(1) else {
            return -1;
        };
        let mut operators = bodies[body as usize].get_operators_reader().unwrap();
        let Operator::I32Const { value } = operators.read().unwrap() else {
            panic!("no number");
        };
        value
    };
    let calls = (1..=u32::try_from(bodies.len()).unwrap()).map(|index| {
        let operators = bodies[index as usize - 1].get_operators_reader().unwrap();
        let calls = operators.into_iter().filter_map(|operator| {
            if let Operator::Call { function_index } = operator.unwrap() {
                Some(own(function_index))
            } else {
                None
            }
        });
        (own(index), calls.collect())
    });
    Told {
        exports: exports.into_iter().map(|(n, i)| (n, own(i))).collect(),
        table: table.into_iter().map(own).collect(),
        calls: calls.collect(),
        custom,
    }
}

#[test]
fn every_export_call_and_place_in_the_table_has_its_function_still() {
    let before = wasm(&[1, 2, 3, 1, 2, 3, 1]);
    let after = by_likeness(&before).unwrap();
    assert_ne!(before, after);
    let (before, after) = (told(&before), told(&after));
    assert_eq!((before.custom, after.custom), (1, 0));
    assert_eq!(
        before,
        Told {
            custom: before.custom,
            ..after
        }
    );
}

#[test]
fn what_is_alike_comes_together() {
    let kinds = [7_u8, 8, 9].map(|kind| (0..60).map(|n| kind ^ n).collect::<Vec<_>>());
    let bodies: Vec<&[u8]> = [0, 1, 2, 0, 1, 2].map(|kind| &kinds[kind][..]).into();
    assert_eq!(order(&bodies), [0, 3, 1, 4, 2, 5]);
}

#[test]
fn what_is_not_like_anything_stays_where_it_is() {
    let bodies: Vec<&[u8]> = vec![b"", b"abcdefgh", b"x", b"ABCDEFGHIJ"];
    assert_eq!(order(&bodies), [0, 1, 2, 3]);
    assert!(order(&[]).is_empty());
}

#[test]
fn what_is_not_wasm_is_refused() {
    assert!(by_likeness(b"no wasm").is_err());
}

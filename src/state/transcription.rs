//! A recording turned into text: a call whose body is a form. What it costs goes by the minute, which no table of prices here
//! has, so it counts as unpriced.

use super::one_piece::{self, OnePiece, Outgoing};
use super::{App, Trouble};
use crate::browser::file::File;
use crate::browser::microphone;
use gate::WorkKind;
use wire::Millis;

/// How long an answer may take, in milliseconds: ten minutes of speech take about half of it.
const DEADLINE: Millis = 120_000;
/// The longest answer, in bytes.
const LARGEST: usize = 1024 * 1024;

impl App {
    /// What is said in a recording; empty where nothing is. Dropping the future stops the call.
    ///
    /// # Errors
    ///
    /// What kept the text from being had.
    pub(super) async fn transcribe(self, file: File, model: String) -> Result<String, Trouble> {
        let call = OnePiece {
            kind: WorkKind::Translate,
            model: model.clone(),
            price: None,
            deadline: DEADLINE,
            largest: LARGEST,
            request: Box::new(move |base| {
                let fields = vec![
                    ("model", model.clone()),
                    ("response_format", "json".to_string()),
                ];
                let request = wire::transcription_request(base);
                Outgoing::Form(request, fields, file.clone(), microphone::name_of(&file))
            }),
        };
        let text = one_piece::asked(self, call, |_, body| wire::parse_transcription(&body));
        text.wait().await.map_err(|why| why.trouble(self))
    }
}

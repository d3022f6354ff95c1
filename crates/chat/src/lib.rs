//! Conversations: trees of messages, what is sent of them, how nothing of them is lost, how they travel.
//!
//! Start with [`Conversation`] and [`Message`] (the records that are stored), then [`Tree`] (the messages of one
//! conversation, however damaged) and [`recover`] (an answer whose page went away).
//! Everything here is a value: no clock,
//! no store, no network. No endpoint and no key ever travels: [`Export`] leaves out what was sent where.

mod attach;
mod backup;
mod changed;
mod compare;
mod context;
mod deleted;
mod edited;
mod export;
mod failure;
mod folder;
mod fork;
mod html;
mod import;
mod journal;
mod map;
mod markdown;
mod merge;
mod organise;
mod parameters;
mod period;
mod prompt;
mod prompt_file;
mod quote;
mod record;
mod request;
mod saved;
mod search;
mod stretch;
mod think;
mod title;
mod translation;
mod tree;
mod turn;
mod visited;

pub use attach::{
    AttachmentContent, AttachmentKind, AttachmentRef, CLAIMS, Claim, DRAFT, Document, HEAD_BYTES,
    ImageHeader, ImageKind, ImageSize, ImagesWanted, MOST_ATTACHED, MOST_DOCUMENT_BYTES,
    MOST_IMAGE_BYTES, MOST_TEXT_BYTES, MOST_TEXT_CHARS, Plain, Read, ReadFile, ReadProblem,
    StoredAttachment, as_shown, attachment_tokens, attachments_of_messages,
    attachments_that_travel, claim_pdf, document_kind, framed, held_ids, image_header, image_kind,
    image_size, image_tokens, image_url_tokens, most_image_tokens, put_in, tokens_of_all,
};
pub use backup::Backup;
pub use changed::changed_fields;
pub use compare::{
    FEWEST_COMPARED, MOST_COMPARED, begun_beside, comparable, compared_models, leaf_beside,
    side_by_side,
};
pub use context::{
    ANSWER_BOUND, Asked, Broken, BrokenAt, ContextRule, ContextSettings, Count, ENVELOPE, Fate,
    Line, LineOf, Over, Plan, Selection, Summary, ToSummarise, answer_bound, bound_sent,
    broken_by_edit, broken_prefix, default_reserve, known_window, plan, summary_messages,
    to_summarise,
};
pub use deleted::{DELETED_KEPT, days_left, is_due, recently_deleted};
pub use edited::edited_answer;
pub use export::{Export, ExportProblem, Newer, Thread, newer_than, read_export};
pub use failure::Failure;
pub use folder::{
    FileTrouble, FolderFile, FolderNext, FolderPlan, FolderProblem, FolderReport, FolderStep,
    Listed, Mark, Marks, Seen, SeenThread, Stamp, file_name, read_folder_file, write_folder_file,
};
pub use fork::{Fork, cut_out, fork, is_cut_out, put_back, settled, title_number};
pub use html::to_html;
pub use import::{
    Attachment, AttachmentSource, Element, Format, ImportProblem, Imported, MOST_ELEMENT_BYTES,
    NewRecords, NotAList, Note, Noted, Report, Splitter, conversation_of, detect, history_entries,
    lacks_images, place_images, read_element, read_import,
};
pub use journal::{JournalPiece, recover, so_far};
pub use map::{MapFold, MapMessage, MapPlace, MapRow, TreeMap};
pub use markdown::to_markdown;
pub use merge::{Changes, merge};
pub use organise::{MOST_TAGS, NAME_CHARS, clean_name, clean_tags, folders, tags};
pub use parameters::{
    AnswerFormat, EFFORTS, MOST_SCHEMA_LETTERS, MOST_STOP_LETTERS, MOST_STOPS, Parameter,
    ParameterPreset, ParameterProblem, Parameters, token_count,
};
pub use period::{Period, period};
pub use prompt::{MOST_PROMPT_NAME, MOST_PROMPT_TEXT, Place, Prompt, escape_places, fill, places};
pub use prompt_file::{PromptFile, cleaned_prompt, read_prompts, write_prompts};
pub use quote::{Quoted, fence, quote};
pub use record::{Conversation, CutFrom, Message, MessageState, Sent, TitledBy, Took};
pub use request::{CONTINUE, continue_messages, request_messages, sent_messages};
pub use saved::{MOST_SAVED_IMAGES, MOST_SAVED_TEXT, SavedWith, SavedWords, may_have_formulas};
pub use search::{
    FoundFile, Piece, SearchFound, SearchHit, SearchIndex, SearchMessage, by_conversation,
};
pub use stretch::{Stretch, StretchState};
pub use think::{Apart, Thoughts, closed_thoughts};
pub use title::{MODEL_TITLE_CHARS, TITLE_CHARS, auto_title, model_title};
pub use translation::Translation;
pub use tree::Tree;
pub use turn::TravellingTurn;
pub use visited::Visited;

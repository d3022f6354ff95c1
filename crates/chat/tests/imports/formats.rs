//! A file of each program, in full.

use chat::{
    Attachment, AttachmentSource, Conversation, Export, Format, Imported, Message, TitledBy,
    detect, read_import,
};

use crate::common::{NOW, data, import, notes, outline};

fn check(name: &str, format: Format, expect: &str, said: &[&str]) {
    let text = data(name);
    assert_eq!(detect(&text), Some(format), "{name}");
    let imported = import(&text);
    assert_eq!(outline(&imported), expect, "{name}");
    assert_eq!(notes(&imported), said, "{name}");
    // Marked as UTF-8, and again: the same.
    assert_eq!(
        import(&format!("\u{feff}{text}")).conversations.len(),
        imported.conversations.len()
    );
    assert_eq!(import(&text), imported, "{name}");
    // From the worker to the page.
    let sent = serde_json::to_string(&imported).unwrap();
    assert_eq!(serde_json::from_str::<Imported>(&sent).unwrap(), imported);
}

#[test]
fn chatgpt() {
    check(
        "chatgpt.json",
        Format::ChatGpt,
        "\
# Rolling back staging (pinned)
system: I run the servers of a small bakery.||Answer briefly.
 user: How do I roll back the deploy?
  >assistant (gpt-5-thinking) {**Considering Helm**||They may use Helm.||A rollback is one command.}: Run `helm rollback staging`. ([Helm](https://helm.sh/docs/)) Then wait.
 user: How do I roll back the deploy of the shop?||It is on Kubernetes.
   assistant (gpt-4o) [stopped]: `kubectl rollout undo`, and 
# What grows in this pot?
 user: [image: file-Ab12Cd34]||What grows in this pot?
   assistant (gpt-4o): ````python|print(```1```)|````
     tool: ```|1|```
       tool: > Basil (https://example.org/basil)|>|> Basil likes sun.|> And water.
         assistant: [image: file_00000000abcd]
           user: Thank you.||[audio: file_00000000aud1]
            >assistant: Seen from the left.
",
        &[
            "hidden 1 [1].mapping.search",
            "loose-reasoning 1 [1].mapping.late",
            "unknown-content 1 [1].mapping.new: hologram_2031",
            "wrong-type 1 [2].mapping",
            "assistant 1 [1].gizmo_id",
            "attachment 1 [1].mapping.voice",
        ],
    );
}

#[test]
fn chatgpt_times_titles_and_what_is_in_the_zip() {
    let imported = import(&data("chatgpt.json"));
    let (first, messages) = &imported.conversations[0];
    assert_eq!(
        (first.created, first.updated),
        (1_756_000_000_123, 1_756_000_400_654)
    );
    assert_eq!(first.titled_by, TitledBy::Person);
    // What was put away there is put away here.
    let archived = imported.conversations.iter().map(|(one, _)| one.archived);
    assert_eq!(archived.filter(|archived| *archived).count(), 1);
    assert_eq!(messages[0].created, 1_756_000_001_000);
    let (second, _) = &imported.conversations[1];
    assert_eq!(second.titled_by, TitledBy::Text);
    let zip: Vec<_> = imported.attachments.iter().map(|one| &one.source).collect();
    let names = ["file-Ab12Cd34", "file_00000000abcd"];
    let expect = names.map(|name| AttachmentSource::Zip(name.into()));
    assert_eq!(zip, expect.iter().collect::<Vec<_>>());
}

#[test]
fn one_conversation_of_chatgpt_alone() {
    let text = data("chatgpt.json");
    let all: serde_json::Value = serde_json::from_str(&text).unwrap();
    let alone = import(&all[0].to_string());
    assert_eq!(alone.conversations[0], import(&text).conversations[0]);
}

#[test]
fn nextchat() {
    check(
        "nextchat.json",
        Format::NextChat,
        "\
# Sourdough
system: You are a baker.
 assistant (gpt-4o): Good morning.
   user: How long does it rise?
     assistant (gpt-4o-mini): Overnight.
       user: Like this?||[image]||[image]
         assistant (gpt-4o) [truncated]: Yes, and
          >assistant (gpt-4o) [failed]: {\"error\": true}
",
        &[
            "hidden 1 chat-next-web-store.sessions[0].memoryPrompt",
            "empty 1 chat-next-web-store.sessions[1]",
            "tool-call 1 chat-next-web-store.sessions[0].messages[3]",
            "settings 2 access-control, app-config",
            "other-data 2 mask-store, prompt-store",
            "image-elsewhere 1 chat-next-web-store.sessions[0].messages[2][2]",
        ],
    );
    let imported = import(&data("nextchat.json"));
    assert_eq!(imported.conversations[0].0.updated, 1_700_000_000_000);
    let sources: Vec<_> = imported
        .attachments
        .into_iter()
        .map(|one: Attachment| one.source)
        .collect();
    assert_eq!(
        sources,
        [AttachmentSource::Inline(
            "data:image/png;base64,iVBORw0KGgo=".into()
        )]
    );
}

#[test]
fn nextchat_one_shared_conversation() {
    let shared = r#"{"messages":[{"role":"system","content":"You are an assistant that bakes"},{"role":"user","content":"Hi"}]}"#;
    assert_eq!(detect(shared), Some(Format::NextChat));
    assert_eq!(
        outline(&import(shared)),
        "# Hi\nsystem: You are an assistant that bakes\n>user: Hi\n"
    );
}

const REGEX: &str = "\
# Regex help
system: You are ChatGPT, a large language model.
 user: Match a date.
   assistant (gpt-4): `\\d{4}-\\d{2}-\\d{2}`
    >user: With slashes.
";

#[test]
fn betterchatgpt() {
    check(
        "betterchatgpt.json",
        Format::BetterChatGpt,
        REGEX,
        &["empty 1 chats[0].messages[3]"],
    );
}

#[test]
fn betterchatgpt_of_before_there_were_versions() {
    let now: serde_json::Value = serde_json::from_str(&data("betterchatgpt.json")).unwrap();
    let list = now["chats"].to_string();
    assert_eq!(detect(&list), Some(Format::BetterChatGpt));
    let imported = import(&list);
    assert_eq!(outline(&imported), REGEX);
    // The same conversation, but for its folder: of that the list knows no more than an id, and says so.
    let mut same = import(&now.to_string()).conversations;
    assert_eq!(std::mem::take(&mut same[0].0.folder), "Work");
    assert_eq!(imported.conversations, same);
    let said = ["empty 1 [0].messages[3]", "other-data 1 [0].folder"];
    assert_eq!(notes(&imported), said);
}

#[test]
fn librechat() {
    check(
        "librechat.json",
        Format::LibreChat,
        "\
# A virtual environment
system: You are an expert software engineer.
 user: How do I use source venv/bin/activate?
   assistant (gpt-4-turbo): Create it first.
   assistant (o4-mini) [truncated] {Windows?}: On Windows: `Scripts`||```|venv|```||[image: screen.png]
",
        &[
            "tool-call 1 messages[2].content[2]",
            "unknown-content 1 messages[2].content[4]",
            "image-elsewhere 1 messages[2].content[3]",
        ],
    );
    let imported = import(&data("librechat.json"));
    assert_eq!(imported.conversations[0].1[0].created, 1_714_581_311_530);
}

#[test]
fn librechat_within_itself() {
    check(
        "librechat-tree.json",
        Format::LibreChat,
        "\
# Thanks
 user: thanks
   assistant (gpt-4-turbo): You're welcome!
   assistant (gpt-4-turbo): Happy coding!
     user: does it make you happy
",
        &[],
    );
}

#[test]
fn llamacpp() {
    check(
        "llamacpp.json",
        Format::LlamaUi,
        "\
# Tides
system: Be exact.
 user: Why two a day?||notes.txt||```|the moon|```||[image: chart.png]
   assistant (qwen3) {Moon.}: Two bulges.
  >assistant (qwen3) {Earth.}: The Earth turns.
",
        &[],
    );
    let all: serde_json::Value = serde_json::from_str(&data("llamacpp.json")).unwrap();
    let one = import(&all[0].to_string());
    assert_eq!(
        one.conversations,
        import(&data("llamacpp.json")).conversations
    );
}

#[test]
fn llamacpp_by_lines() {
    check(
        "llamacpp.jsonl",
        Format::LlamaUi,
        "\
# First
 user: Hi
  >assistant: Hello
# Second
 user: Again
",
        &[
            "tool-call 1 conversations[0][1]",
            "unknown-content 1 line 4",
        ],
    );
}

#[test]
fn llamaui_the_database() {
    check(
        "llamaui.json",
        Format::LlamaUi,
        "\
# Numbers
 user: One?
  >assistant (gemma) {After one.}: Two.
",
        &["settings 1 [2]", "no-conversation 1 gone"],
    );
}

#[test]
fn parlance_itself() {
    let conversation = Conversation {
        id: "c".into(),
        title: "Mine".into(),
        updated: 5,
        ..Conversation::default()
    };
    let message = Message {
        id: "m".into(),
        conversation: "c".into(),
        text: "Hi".into(),
        ..Message::default()
    };
    let export = Export::new(7, vec![conversation.clone()], vec![message.clone()])
        .with_settings(serde_json::json!({ "theme": "dark" }));
    let text = serde_json::to_string(&export).unwrap();
    assert_eq!(detect(&text), Some(Format::Parlance));
    let imported = import(&text);
    assert_eq!(imported.conversations, [(conversation, vec![message])]);
    assert_eq!(notes(&imported), ["settings 1 settings"]);
    let newer = text.replace("\"version\":1", "\"version\":2");
    let problem = read_import(&newer, NOW).unwrap_err();
    assert_eq!(
        problem.to_string(),
        "version 2 is newer than this page knows"
    );
}

#[test]
fn of_ones_own_what_is_not_a_conversation_is_told() {
    let text = r#"{"format":"parlance-conversations","version":1,"conversations":[
        {"conversation":{"id":"c"},"messages":[{"id":"m","text":"x","attachments":[{"id":"1"},{"id":"2"}]}]}],
        "translations":[{"id":"1"}],"turns":[{"id":"1"}],
        "attachments":[{"id":"1","content":{"text":"a"}},{"id":"2","content":{"text":"b"}}],"prompts":[{"id":"1"}],"presets":[{"id":"1"}]}"#;
    let report = chat::read_import(text, 1).unwrap().report;
    assert_eq!(report.count(chat::Note::OtherData), 6);
    assert!(chat::Note::Attachment.is_loss());
}

//! The endpoints the key form offers, with what a person needs to know about each.

/// An endpoint the form knows by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// api.openai.com
    OpenAi,
    /// openrouter.ai
    OpenRouter,
    /// api.groq.com
    Groq,
    /// api.together.xyz
    Together,
    /// api.mistral.ai
    Mistral,
    /// api.deepseek.com
    DeepSeek,
    /// generativelanguage.googleapis.com
    Gemini,
    /// api.anthropic.com
    Anthropic,
    /// Ollama on this machine
    Ollama,
    /// LM Studio on this machine
    LmStudio,
    /// llama.cpp's server on this machine
    LlamaCpp,
    /// The practice endpoint that `cargo xtask serve` starts
    Practice,
    /// Any other address
    Custom,
}

impl Preset {
    /// Every preset, in the order the form shows them.
    pub fn all() -> &'static [Preset] {
        use Preset::*;
        &[
            OpenAi, OpenRouter, Groq, Together, Mistral, DeepSeek, Gemini, Anthropic, Ollama,
            LmStudio, LlamaCpp, Practice, Custom,
        ]
    }

    /// A stable name for storage and form values.
    pub fn id(self) -> &'static str {
        match self {
            Preset::OpenAi => "openai",
            Preset::OpenRouter => "openrouter",
            Preset::Groq => "groq",
            Preset::Together => "together",
            Preset::Mistral => "mistral",
            Preset::DeepSeek => "deepseek",
            Preset::Gemini => "gemini",
            Preset::Anthropic => "anthropic",
            Preset::Ollama => "ollama",
            Preset::LmStudio => "lmstudio",
            Preset::LlamaCpp => "llamacpp",
            Preset::Practice => "practice",
            Preset::Custom => "custom",
        }
    }

    /// The preset with this [`id`](Self::id); anything else is [`Preset::Custom`].
    pub fn from_id(id: &str) -> Preset {
        Self::all()
            .iter()
            .copied()
            .find(|preset| preset.id() == id)
            .unwrap_or(Preset::Custom)
    }

    /// The preset whose base URL has this origin, if one has.
    pub fn of_origin(origin: &str) -> Option<Preset> {
        Self::all().iter().copied().find(|preset| {
            wire::BaseUrl::parse(preset.base()).is_ok_and(|base| base.origin() == origin)
        })
    }

    /// The proper name.
    pub fn name(self) -> &'static str {
        match self {
            Preset::OpenAi => "OpenAI",
            Preset::OpenRouter => "OpenRouter",
            Preset::Groq => "Groq",
            Preset::Together => "Together",
            Preset::Mistral => "Mistral",
            Preset::DeepSeek => "DeepSeek",
            Preset::Gemini => "Gemini",
            Preset::Anthropic => "Anthropic",
            Preset::Ollama => "Ollama",
            Preset::LmStudio => "LM Studio",
            Preset::LlamaCpp => "llama.cpp",
            Preset::Practice => "Practice",
            Preset::Custom => "",
        }
    }

    /// The base URL; empty for [`Preset::Custom`].
    pub fn base(self) -> &'static str {
        match self {
            Preset::OpenAi => "https://api.openai.com/v1",
            Preset::OpenRouter => "https://openrouter.ai/api/v1",
            Preset::Groq => "https://api.groq.com/openai/v1",
            Preset::Together => "https://api.together.xyz/v1",
            Preset::Mistral => "https://api.mistral.ai/v1",
            Preset::DeepSeek => "https://api.deepseek.com/v1",
            Preset::Gemini => "https://generativelanguage.googleapis.com/v1beta/openai",
            Preset::Anthropic => "https://api.anthropic.com/v1",
            Preset::Ollama => "http://localhost:11434/v1",
            Preset::LmStudio => "http://localhost:1234/v1",
            Preset::LlamaCpp => "http://localhost:8080/v1",
            Preset::Practice => "http://127.0.0.1:11811/v1",
            Preset::Custom => "",
        }
    }

    /// Does it usually work without a key?
    pub fn key_optional(self) -> bool {
        matches!(
            self,
            Preset::Ollama | Preset::LmStudio | Preset::LlamaCpp | Preset::Practice
        )
    }

    /// Does it run its models itself, and so ask for no money? What else has a local address may be a proxy in front of a
    /// paid endpoint.
    pub(super) fn runs_models(self) -> bool {
        matches!(
            self,
            Preset::Ollama | Preset::LmStudio | Preset::LlamaCpp | Preset::Practice
        )
    }

    /// Where keys are made.
    pub fn keys_page(self) -> Option<&'static str> {
        Some(match self {
            Preset::OpenAi => "https://platform.openai.com/api-keys",
            Preset::OpenRouter => "https://openrouter.ai/settings/keys",
            Preset::Groq => "https://console.groq.com/keys",
            Preset::Together => "https://api.together.ai/settings/api-keys",
            Preset::Mistral => "https://console.mistral.ai/api-keys",
            Preset::DeepSeek => "https://platform.deepseek.com/api_keys",
            Preset::Gemini => "https://aistudio.google.com/apikey",
            Preset::Anthropic => "https://console.anthropic.com/settings/keys",
            _ => return None,
        })
    }

    /// Where a key is revoked: the page it was made on.
    pub fn revoke_page(self) -> Option<&'static str> {
        self.keys_page()
    }

    /// Where an account is made.
    pub fn signup_page(self) -> Option<&'static str> {
        Some(match self {
            Preset::OpenAi => "https://platform.openai.com/signup",
            Preset::OpenRouter => "https://openrouter.ai/sign-up",
            Preset::Groq => "https://console.groq.com/login",
            Preset::Together => "https://api.together.ai/signin",
            Preset::Mistral => "https://console.mistral.ai",
            Preset::DeepSeek => "https://platform.deepseek.com/sign_up",
            Preset::Gemini => "https://aistudio.google.com",
            Preset::Anthropic => "https://console.anthropic.com",
            Preset::Ollama => "https://ollama.com/download",
            Preset::LmStudio => "https://lmstudio.ai",
            Preset::LlamaCpp => "https://github.com/ggml-org/llama.cpp",
            _ => return None,
        })
    }

    /// Where money and spending limits are managed.
    pub fn billing_page(self) -> Option<&'static str> {
        Some(match self {
            Preset::OpenAi => "https://platform.openai.com/settings/organization/billing/overview",
            Preset::OpenRouter => "https://openrouter.ai/settings/credits",
            Preset::Groq => "https://console.groq.com/settings/billing",
            Preset::Together => "https://api.together.ai/settings/billing",
            Preset::Mistral => "https://console.mistral.ai/billing",
            Preset::DeepSeek => "https://platform.deepseek.com/top_up",
            Preset::Gemini => "https://aistudio.google.com/usage",
            Preset::Anthropic => "https://console.anthropic.com/settings/billing",
            _ => return None,
        })
    }

    /// Where spending limits are set.
    pub fn limits_page(self) -> Option<&'static str> {
        match self {
            Preset::OpenAi => Some("https://platform.openai.com/settings/organization/limits"),
            Preset::Anthropic => Some("https://console.anthropic.com/settings/limits"),
            other => other.billing_page(),
        }
    }

    /// The endpoint's own usage dashboard.
    pub fn usage_page(self) -> Option<&'static str> {
        Some(match self {
            Preset::OpenAi => "https://platform.openai.com/usage",
            Preset::OpenRouter => "https://openrouter.ai/activity",
            Preset::Groq => "https://console.groq.com/dashboard/usage",
            Preset::Together => "https://api.together.ai/settings/billing",
            Preset::Mistral => "https://console.mistral.ai/usage",
            Preset::DeepSeek => "https://platform.deepseek.com/usage",
            Preset::Gemini => "https://aistudio.google.com/usage",
            Preset::Anthropic => "https://console.anthropic.com/usage",
            _ => return None,
        })
    }

    /// The command that lets a page of another origin call a local server; `ORIGIN` in it stands for this page's origin.
    pub fn cors_command(self) -> Option<&'static str> {
        Some(match self {
            Preset::Ollama => "OLLAMA_ORIGINS=ORIGIN ollama serve",
            Preset::LmStudio => "lms server start --cors",
            Preset::LlamaCpp => "llama-server -m model.gguf --port 8080",
            Preset::Practice => "cargo xtask serve",
            _ => return None,
        })
    }

    /// The environment variable that code samples read the key from.
    pub fn env_var(self) -> &'static str {
        match self {
            Preset::OpenAi => "OPENAI_API_KEY",
            Preset::OpenRouter => "OPENROUTER_API_KEY",
            Preset::Groq => "GROQ_API_KEY",
            Preset::Together => "TOGETHER_API_KEY",
            Preset::Mistral => "MISTRAL_API_KEY",
            Preset::DeepSeek => "DEEPSEEK_API_KEY",
            Preset::Gemini => "GEMINI_API_KEY",
            Preset::Anthropic => "ANTHROPIC_API_KEY",
            _ => "API_KEY",
        }
    }

    /// The models to prefer before the person chose: for translating, then for chatting. First match wins.
    pub fn preferred_models(self) -> &'static [&'static str] {
        match self {
            Preset::OpenAi => &["gpt-5-mini", "gpt-4.1-mini", "gpt-4o-mini"],
            Preset::OpenRouter => &[
                "openai/gpt-5-mini",
                "google/gemini-2.5-flash",
                "openai/gpt-4o-mini",
            ],
            Preset::Groq => &["openai/gpt-oss-120b", "llama-3.3-70b-versatile"],
            Preset::Together => &[
                "openai/gpt-oss-120b",
                "meta-llama/Llama-3.3-70B-Instruct-Turbo",
            ],
            Preset::Mistral => &["mistral-medium-latest", "mistral-small-latest"],
            Preset::DeepSeek => &["deepseek-chat"],
            Preset::Gemini => &["models/gemini-2.5-flash", "gemini-2.5-flash"],
            Preset::Anthropic => &["claude-sonnet-4-5", "claude-haiku-4-5"],
            Preset::Practice => &["practice"],
            _ => &[],
        }
    }
}

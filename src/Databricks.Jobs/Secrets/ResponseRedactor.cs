namespace Databricks.Jobs.Secrets;

/// <summary>
/// Redacts known secrets in a response before it is read: the service repeats the parameters of a run and the output of
/// its tasks, and errors repeat the request.
/// </summary>
internal sealed class ResponseRedactor : JsonRewriter
{
    private const int MaxDepth = 1000;

    // Properties that the client itself evaluates. They keep their values even if a secret has the same value.
    private static readonly HashSet<string> s_kept = new(StringComparer.Ordinal)
    {
        "state", "life_cycle_state", "result_state", "code", "type", "run_type", "trigger", "run_if", "outcome",
        "task_key", "next_page_token", "prev_page_token",
    };

    private readonly KnownSecrets _hidden;
    private readonly bool _isError;
    private bool _isKept;

    private ResponseRedactor(KnownSecrets hidden, bool isError)
        : base(MaxDepth)
    {
        _hidden = hidden;
        _isError = isError;
    }

    /// <param name="utf8">The response.</param>
    /// <param name="hidden">The secrets.</param>
    /// <param name="isError">Whether the response is an error, in which nothing keeps its value.</param>
    /// <returns>The redacted response; the same bytes if it contains none of the secrets, or is not JSON.</returns>
    public static ReadOnlySpan<byte> Redact(ReadOnlySpan<byte> utf8, KnownSecrets hidden, bool isError = false)
    {
        if (!hidden.MayOccurIn(utf8)) return utf8;
        var redactor = new ResponseRedactor(hidden, isError);
        // What is not JSON is rejected by its reader, which shows nothing of the content.
        MemoryStream? copy = redactor.Rewrite(utf8, isWhole: true, JsonLayout.Compact);
        return copy is not null && redactor.IsChanged ? copy.GetBuffer().AsSpan(0, (int)copy.Length) : utf8;
    }

    protected override string RewriteName(string name)
    {
        _isKept = !_isError && s_kept.Contains(name);
        return IsField(name) ? name : _hidden.Redact(name);
    }

    protected override string RewriteString(string text) => _isKept ? text : _hidden.Redact(text);

    // The client finds the fields of the API by their names, even if a secret is such a word.
    private static bool IsField(string name) => name.All(static letter => letter is >= 'a' and <= 'z' or '_');
}

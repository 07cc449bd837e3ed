using System.Text;
using Databricks.Jobs.Secrets;

namespace Databricks.Jobs.Http;

/// <summary>Records the request and response of one attempt, redacted.</summary>
internal sealed class HttpTranscript
{
    private readonly StringBuilder _text = new();
    private readonly KnownSecrets _known;
    private readonly BodyFormatter _bodies;

    /// <param name="message">The request with all of its headers.</param>
    /// <param name="body">Its body.</param>
    /// <param name="known">Secrets that may occur.</param>
    /// <param name="hidesValues">Whether it is a token request, so that any <c>value</c> may be a token.</param>
    public HttpTranscript(
        HttpRequestMessage message,
        ReadOnlySpan<byte> body,
        KnownSecrets known,
        bool hidesValues = false)
    {
        _known = known;
        _bodies = new BodyFormatter(known, hidesValues);
        _text.Append("> ").Append(message.Method.Method).Append(' ').Append(Address(message.RequestUri!)).Append('\n');
        Add('>', message.Headers, message.Content);
        AddBody(body, message.Content);
    }

    public bool HasResponse { get; private set; }

    public void AddResponse(HttpResponseMessage response, ReadOnlySpan<byte> body)
    {
        HasResponse = true;
        string reason = _bodies.FormatText(response.ReasonPhrase ?? "");
        _text.Append("< ").Append((int)response.StatusCode).Append(' ').Append(reason).Append('\n');
        Add('<', response.Headers, response.Content);
        AddBody(body, response.Content);
    }

    public override string ToString() => _text.ToString().TrimEnd('\n');

    private string Address(Uri address)
    {
        string bare = _bodies.FormatText(address.GetLeftPart(UriPartial.Path));
        return address.Query.Length < 2 ? bare : $"{bare}?{_bodies.FormatForm(address.Query.Substring(1))}";
    }

    private void Add(
        char side,
        IEnumerable<KeyValuePair<string, IEnumerable<string>>> headers,
        HttpContent? content)
    {
        if (content is not null) headers = headers.Concat(content.Headers);
        foreach (KeyValuePair<string, IEnumerable<string>> header in headers)
        {
            // The parts of the user agent are separated by spaces only.
            string value = Value(header.Key, string.Join(header.Key == "User-Agent" ? " " : ", ", header.Value));
            string name = _known.Redact(header.Key);
            _text.Append(side).Append(' ').Append(name).Append(": ").Append(value).Append('\n');
        }
    }

    private string Value(string name, string value)
    {
        if (!SecretNames.IsSecret(name)) return _bodies.FormatText(value);
        int space = value.IndexOf(' ');
        // The scheme is not a secret, and useful to know.
        bool hasScheme = space > 0 && name.EndsWith("Authorization", StringComparison.OrdinalIgnoreCase);
        return hasScheme
            ? $"{_known.Redact(value.Substring(0, space))} {KnownSecrets.Placeholder}"
            : KnownSecrets.Placeholder;
    }

    private void AddBody(ReadOnlySpan<byte> body, HttpContent? content)
    {
        string text = _bodies.Format(body, content?.Headers.ContentType?.MediaType);
        if (text.Length > 0) _text.Append('\n').Append(text).Append('\n');
        _text.Append('\n');
    }
}

using System.Net;
using System.Net.Http.Headers;

namespace Databricks.Jobs.Http;

/// <summary>The JSON of a request. It records whether any of it may have been sent.</summary>
internal sealed class RequestBody : HttpContent
{
    private const int Slice = 64 * 1024;

    private readonly byte[] _json;
    private readonly StallTimeout _timeout;

    public RequestBody(byte[] json, StallTimeout timeout)
    {
        _json = json;
        _timeout = timeout;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    public bool MayHaveLeft { get; private set; }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        MayHaveLeft = true;
        for (int offset = 0; offset < _json.Length; offset += Slice)
        {
            int count = Math.Min(Slice, _json.Length - offset);
            await stream.WriteSomeAsync(_json, offset, count, _timeout.Token).ConfigureAwait(false);
            _timeout.Restart();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _json.Length;
        return true;
    }
}

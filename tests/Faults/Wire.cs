using System.Globalization;
using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Faults;

/// <summary>Responses written byte by byte, in step with what the client has read.</summary>
internal static class Wire
{
    public const string Head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    /// <summary>Sends a text, then closes the connection.</summary>
    public static StubResponse Text(string text) =>
        StubResponse.Written((_, stream) => stream.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask());

    /// <summary>Sends part of a response, then resets the connection.</summary>
    /// <param name="fixture">The fixture whose clock shows that the part was read.</param>
    /// <param name="part">The part.</param>
    /// <param name="moves">How many times the client restarts its timeout until it has read the part.</param>
    public static StubResponse ResetAfter(
        ClientFixture fixture,
        string part,
        int moves) => StubResponse.Written(async (client, stream) =>
    {
        await WriteAsync(fixture, stream, part, moves);
        client.LingerState = new LingerOption(true, 0);
    });

    /// <summary>Sends part of a response, then nothing for longer than the client waits.</summary>
    public static StubResponse StallAfter(
        ClientFixture fixture,
        string part,
        int moves) => StubResponse.Written(async (_, stream) =>
    {
        await WriteAsync(fixture, stream, part, moves);
        fixture.Clock.Advance(TimeSpan.FromSeconds(61));
        await stream.CopyToAsync(Stream.Null);
    });

    /// <summary>Sends a body at a byte a second.</summary>
    public static StubResponse Drip(
        ClientFixture fixture,
        string body,
        int? max = null) => StubResponse.Written(async (_, stream) =>
    {
        string length = body.Length.ToString(CultureInfo.InvariantCulture);
        await WriteAsync(fixture, stream, $"{Head}Content-Length: {length}\r\n\r\n", moves: 1);
        foreach (char letter in body.Take(max ?? int.MaxValue))
        {
            fixture.Clock.Advance(TimeSpan.FromSeconds(1));
            await WriteAsync(fixture, stream, letter.ToString(), moves: 1);
        }
    });

    /// <summary>Sends a valid response and then blocks of white space, with a delay before each.</summary>
    public static StubResponse Slow(
        ClientFixture fixture,
        int blocks,
        string block,
        int secondsEach) => StubResponse.Written(async (_, stream) =>
    {
        string length =
            (Operations.ResponseBody.Length + (blocks * block.Length)).ToString(CultureInfo.InvariantCulture);
        await WriteAsync(fixture, stream, $"{Head}Content-Length: {length}\r\n\r\n{Operations.ResponseBody}", moves: 2);
        for (int i = 0; i < blocks; i++)
        {
            fixture.Clock.Advance(TimeSpan.FromSeconds(secondsEach));
            await WriteAsync(fixture, stream, block, moves: 1);
        }
    });

    public static StubResponse Packed(string encoding, byte[] body) =>
        new StubResponse(200, body, ("Content-Type", "application/json"), ("Content-Encoding", encoding));

    public static byte[] Pack(string encoding, ReadOnlySpan<byte> bytes)
    {
        using var memory = new MemoryStream();
        using (Stream packer = encoding == "br"
            ? new BrotliStream(memory, CompressionLevel.Fastest, leaveOpen: true)
            : new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true))
        {
            packer.Write(bytes);
        }

        return memory.ToArray();
    }

    private static async Task WriteAsync(ClientFixture fixture, Stream stream, string text, int moves)
    {
        while (fixture.Clock.Progress.Wait(0)) { }
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text));
        for (int i = 0; i < moves; i++)
        {
            if (!await fixture.Clock.Progress.WaitAsync(TimeSpan.FromSeconds(30)))
                throw new IOException("The client reads no more.");
        }
    }
}

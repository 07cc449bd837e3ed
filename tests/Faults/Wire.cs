using System.Globalization;
using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Faults;

/// <summary>Answers written to the byte, in step with how far the client has read.</summary>
internal static class Wire
{
    public const string Head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    /// <summary>Whatever is written, then the end of the connection.</summary>
    public static Reply Text(string text) =>
        Reply.Written((_, stream) => stream.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask());

    /// <summary>An answer of which only a part comes, after which the connection is reset.</summary>
    /// <param name="bed">Whose clock tells that the part was read.</param>
    /// <param name="part">The part.</param>
    /// <param name="moves">How many times the client notices something until it has read the part.</param>
    public static Reply ResetAfter(TestBed bed, string part, int moves) => Reply.Written(async (client, stream) =>
    {
        await WriteAsync(bed, stream, part, moves);
        client.LingerState = new LingerOption(true, 0);
    });

    /// <summary>An answer of which only a part comes, after which nothing moves for longer than the client waits.</summary>
    public static Reply StallAfter(TestBed bed, string part, int moves) => Reply.Written(async (_, stream) =>
    {
        await WriteAsync(bed, stream, part, moves);
        bed.Clock.Advance(TimeSpan.FromSeconds(61));
        await stream.CopyToAsync(Stream.Null);
    });

    /// <summary>An answer whose body comes a byte a second.</summary>
    public static Reply Drip(TestBed bed, string body, int? most = null) => Reply.Written(async (_, stream) =>
    {
        string length = body.Length.ToString(CultureInfo.InvariantCulture);
        await WriteAsync(bed, stream, $"{Head}Content-Length: {length}\r\n\r\n", moves: 1);
        foreach (char letter in body.Take(most ?? int.MaxValue))
        {
            bed.Clock.Advance(TimeSpan.FromSeconds(1));
            await WriteAsync(bed, stream, letter.ToString(), moves: 1);
        }
    });

    /// <summary>A right answer with blocks of blanks behind it, each after some time.</summary>
    public static Reply Slow(TestBed bed, int blocks, string block, int secondsEach) => Reply.Written(async (_, stream) =>
    {
        string length = (Operations.Answer.Length + (blocks * block.Length)).ToString(CultureInfo.InvariantCulture);
        await WriteAsync(bed, stream, $"{Head}Content-Length: {length}\r\n\r\n{Operations.Answer}", moves: 2);
        for (int i = 0; i < blocks; i++)
        {
            bed.Clock.Advance(TimeSpan.FromSeconds(secondsEach));
            await WriteAsync(bed, stream, block, moves: 1);
        }
    });

    public static Reply Packed(string encoding, byte[] body) =>
        new Reply(200, body, ("Content-Type", "application/json"), ("Content-Encoding", encoding));

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

    private static async Task WriteAsync(TestBed bed, Stream stream, string text, int moves)
    {
        while (bed.Clock.Progress.Wait(0)) { }
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text));
        for (int i = 0; i < moves; i++)
        {
            if (!await bed.Clock.Progress.WaitAsync(TimeSpan.FromSeconds(30)))
                throw new IOException("The client reads no more.");
        }
    }
}

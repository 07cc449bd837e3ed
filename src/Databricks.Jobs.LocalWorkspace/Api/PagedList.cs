using System.Text.Json;
using Databricks.Jobs.LocalWorkspace.Http;

namespace Databricks.Jobs.LocalWorkspace.Api;

/// <summary>
/// A page of a list that shows the newest first. Tokens hold an id, not an offset: what is made in the meantime shifts
/// nothing.
/// </summary>
internal sealed class PagedList<T>(ApiRequest request, int largest, Func<T, long> idOf)
{
    private const int DefaultLimit = 20;
    private const int MaxOffset = 10_000;

    public ApiResponse Page(IEnumerable<T> newestFirst, string member, Action<Utf8JsonWriter, T> write)
    {
        var limit = Limit();
        var (direction, position) = request.Text("page_token") is { } token ? PageToken.Read(token) : ("", 0);
        List<T> items;
        bool hasPrevious;
        if (direction == "before")
        {
            // The page before a newer neighbour: the last ones of those that are newer.
            var newer = newestFirst.TakeWhile(item => idOf(item) > position).ToList();
            var start = Math.Max(0, newer.Count - limit);
            items = newer.GetRange(start, newer.Count - start);
            hasPrevious = start > 0;
        }
        else
        {
            var offset = direction.Length > 0 ? 0 : Offset();
            var rest = direction.Length > 0 ? newestFirst.SkipWhile(item => idOf(item) >= position) : newestFirst;
            items = [.. rest.Skip(offset).Take(limit + 1)];
            hasPrevious = direction.Length > 0 || offset > 0;
        }

        var hasMore = direction == "before" || items.Count > limit;
        if (items.Count > limit) items.RemoveAt(limit);
        return ApiResponse.Json(writer =>
        {
            if (items.Count > 0)
            {
                writer.WriteStartArray(member);
                foreach (var item in items) write(writer, item);
                writer.WriteEndArray();
            }

            writer.WriteBoolean("has_more", hasMore);
            if (items.Count == 0) return;
            if (hasMore) writer.WriteString("next_page_token", PageToken.Write("after", idOf(items[items.Count - 1])));
            if (hasPrevious) writer.WriteString("prev_page_token", PageToken.Write("before", idOf(items[0])));
        });
    }

    private int Limit()
    {
        var limit = request.Number("limit") is { } requested and not 0 ? requested : DefaultLimit;
        return limit >= 1 && limit <= largest
            ? (int)limit
            : throw ApiException.InvalidParameter($"Invalid limit: {limit}. It must be between 1 and {largest}.");
    }

    private int Offset()
    {
        var offset = request.Number("offset") ?? 0;
        return offset is >= 0 and <= MaxOffset
            ? (int)offset
            : throw ApiException.InvalidParameter(
                $"Invalid offset: {offset}. Offsets go up to {MaxOffset}; use page_token beyond.");
    }
}

using System.Text.Json;
using Databricks.Jobs.LocalWorkspace.Http;

namespace Databricks.Jobs.LocalWorkspace.Api;

/// <summary>
/// A page of a list, newest first. Page tokens contain an ID and not an offset, so items that are created between two
/// requests do not shift the pages.
/// </summary>
internal sealed class PagedList<T>(ApiRequest request, int largest, Func<T, long> idOf)
{
    private const int DefaultLimit = 20;
    private const int MaxOffset = 10_000;

    public ApiResponse Page(IEnumerable<T> newestFirst, string member, Action<Utf8JsonWriter, T> write)
    {
        int limit = Limit();
        (string direction, long position) = request.Text("page_token") is { } token ? PageToken.Read(token) : ("", 0);
        List<T> items;
        bool hasPrevious;
        if (direction == "before")
        {
            // The previous page: the oldest of the newer items.
            var newer = newestFirst.TakeWhile(item => idOf(item) > position).ToList();
            int start = Math.Max(0, newer.Count - limit);
            items = newer.GetRange(start, newer.Count - start);
            hasPrevious = start > 0;
        }
        else
        {
            int offset = direction.Length > 0 ? 0 : Offset();
            IEnumerable<T> rest = direction.Length > 0
                ? newestFirst.SkipWhile(item => idOf(item) >= position)
                : newestFirst;
            items = [.. rest.Skip(offset).Take(limit + 1)];
            hasPrevious = direction.Length > 0 || offset > 0;
        }

        bool hasMore = direction == "before" || items.Count > limit;
        if (items.Count > limit) items.RemoveAt(limit);
        return ApiResponse.Json(writer =>
        {
            if (items.Count > 0)
            {
                writer.WriteStartArray(member);
                foreach (T item in items) write(writer, item);
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
        long limit = request.Number("limit") is { } requested and not 0 ? requested : DefaultLimit;
        return limit >= 1 && limit <= largest
            ? (int)limit
            : throw ApiException.InvalidParameter($"Invalid limit: {limit}. It must be between 1 and {largest}.");
    }

    private int Offset()
    {
        long offset = request.Number("offset") ?? 0;
        return offset is >= 0 and <= MaxOffset
            ? (int)offset
            : throw ApiException.InvalidParameter(
                $"Invalid offset: {offset}. Offsets go up to {MaxOffset}; use page_token beyond.");
    }
}

using Pipeline.Reports.Markup;
using Releases.Records;

namespace Pipeline.Reports.Sections;

/// <summary>The images of the release, with the digests that the registry gave for them.</summary>
internal static class ImageSection
{
    public static Section? Of(ReleaseRecord record) =>
        record.Images.Count == 0
            ? null
            : new Section(
                "images",
                "Images",
                Table.Of(
                    "What the registry holds for this release",
                    ["Image", "Digest"],
                    record.Images.Select(image => new Row(Signs.Code(image.Reference), Signs.Code(image.Digest)))
                )
            );
}

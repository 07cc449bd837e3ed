# The layout of the C# code and of the scripts, as far as neither the compiler nor the analyzers check it.

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $root = Get-RepositoryRoot
    # max_line_length in .editorconfig. No build enforces it.
    $maxLength = 120

    function Get-CodeFile {
        $built = [regex] '[\\/](?:bin|obj|output)[\\/]'
        Get-ChildItem (Join-Path $root '*') -File -Include '*.ps1', '*.psm1'
        foreach ($folder in 'src', 'tests', 'tools', 'bench', 'samples') {
            Get-ChildItem (Join-Path $root $folder) -Recurse -File -Include '*.cs', '*.ps1', '*.psm1' |
                Where-Object { -not $built.IsMatch($_.FullName.Substring($root.Length)) }
        }
    }

    function Find-LongLine([System.IO.FileInfo] $File) {
        $name = $File.FullName.Substring($root.Length + 1).Replace('\', '/')
        $number = 0
        foreach ($line in [System.IO.File]::ReadLines($File.FullName)) {
            $number++
            if ($line.Length -gt $maxLength) {
                "${name}:$number has $($line.Length) characters"
            }
        }
    }
}

Describe 'The lines of code' {
    It 'have at most 120 characters' {
        $files = @(Get-CodeFile)
        $files.Count | Should -BeGreaterThan 500
        $files | ForEach-Object { Find-LongLine $_ } | Should -BeNullOrEmpty
    }

    It 'are found if they are longer' {
        $file = Join-Path $TestDrive 'Long.cs'
        [System.IO.File]::WriteAllLines($file, @(('x' * 120), ('x' * 121)))
        $root = (Get-Item $TestDrive).FullName
        Find-LongLine (Get-Item $file) | Should -Be 'Long.cs:2 has 121 characters'
    }
}
